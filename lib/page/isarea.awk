# Is a column about the area? That of a submission without one is that of the others.
function is_area(c) {
	c = tolower(c)
	gsub(/[ -]/, "_", c)
	return c ~ /^(area|geography|la_|la[0-9n]|local_authority|district|ward|lad|wd[0-9]|msoa|lsoa)/
}
