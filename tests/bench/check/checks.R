# The 20 rules of returns.rules in base R: the number of findings of each. Tenths are whole numbers.
args <- commandArgs(TRUE)
r <- read.csv(args[1], stringsAsFactors = FALSE)
areas <- read.csv(args[2], stringsAsFactors = FALSE)
pct10 <- round(r$percentage * 10)
rate10 <- round(r$rate * 10)
q <- as.integer(substr(r$quarter, 1, 4)) * 4L + as.integer(substr(r$quarter, 10, 10))
total <- r$category == "Total"
group <- interaction(r$la_code, r$measure, r$quarter, drop = TRUE, lex.order = FALSE)
sums <- function(x, rows) {
	g <- as.integer(group)[rows]
	part <- rowsum(ifelse(total[rows], 0, x[rows]), g)
	whole <- rowsum(ifelse(total[rows], x[rows], 0), g)
	abs(part - whole)
}
of <- function(a, b) sum(sums(r$value, r$measure %in% paste("Measure", c(a, b))) != 0)
series <- paste(r$la_code, r$measure, r$category)
span <- tapply(q, series, function(v) max(v) - min(v) + 1L != length(unique(v)))
t <- data.frame(s = paste(r$la_code, r$measure)[total], q = q[total], v = r$value[total])
t <- t[order(t$s, t$q), ]
n <- nrow(t)
step <- c(FALSE, t$s[-1] == t$s[-n] & t$q[-1] - t$q[-n] == 1L)
before <- c(NA, t$v[-n])
first <- r$measure == "Measure 0" & total
have <- unique(paste(r$la_code, r$quarter)[first])
want <- outer(areas$la_code, unique(r$quarter[first]), paste)
size <- table(as.integer(group))
count <- c(R01 = sum(is.na(r$value)), R02 = sum(!(r$value >= 0 & r$value <= 100000)),
	R03 = sum(!(pct10 >= 0 & pct10 <= 1000)),
	R04 = sum(abs(rate10 * r$population - 100000 * r$value) * 2 > r$population),
	R05 = sum(!(r$start_date <= r$end_date)),
	R06 = sum(!r$category %in% c("Neglect", "Physical abuse", "Sexual abuse", "Emotional abuse", "Total")),
	R07 = sum(total & pct10 != 1000), R08 = sum(!(r$population > 0)),
	R09 = sum(!grepl("^E[0-9]{8}$", r$la_code)), R10 = sum(!(r$value <= r$population)),
	U01 = sum(duplicated(paste(r$la_code, r$measure, r$category, r$quarter))),
	L01 = sum(!paste(r$la_code, r$la_name) %in% paste(areas$la_code, areas$la_name)),
	G01 = of(0, 1), G02 = of(2, 3), G03 = of(4, 5), G04 = of(6, 7),
	G05 = sum(sums(pct10, rep(TRUE, nrow(r))) * 2 > as.vector(size)), N01 = sum(span),
	P01 = sum(step & before >= 50 & abs(t$v - before) * 5 > before, na.rm = TRUE),
	E01 = sum(!want %in% have))
count <- count[order(names(count))]
cat(paste0(names(count), ",", count), sep = "\n")
