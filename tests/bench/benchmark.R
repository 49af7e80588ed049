# The main part of benchmark-ne --region all in base R: for the job `benchmark`.
args <- commandArgs(TRUE)
plans <- read.csv(args[1], colClasses = "character")
people <- read.csv(args[2], colClasses = "character")
key <- function(d, lag) paste(ifelse(d$geographic_level == "Local authority", d$new_la_code, d$region_code),
    as.integer(d$time_period) + lag)
number <- function(x) suppressWarnings(as.numeric(x))
plans$count <- number(plans$CPP_At31)
plans$people <- number(people$population_estimate)[match(key(plans, 0), key(people, 1))]
z <- qnorm(0.975)
byar <- function(o, sign) (o + (sign > 0)) * (1 - 1 / (9 * (o + (sign > 0))) + sign * z / (3 * sqrt(o + (sign > 0))))^3
rank_group <- function(d) {
	d <- d[!is.na(d$count) & !is.na(d$people), ]
	o <- d$count
	scale <- 10000 / d$people
	d$rate <- o * scale
	d$lower <- ifelse(o < 10, qgamma(0.025, o), byar(o, -1)) * scale
	d$upper <- ifelse(o < 10, qgamma(0.025, o + 1, lower.tail = FALSE), byar(o, 1)) * scale
	d$rank <- rank(-d$rate, ties.method = "min")
	d$best <- sapply(d$upper, function(u) 1 + sum(d$lower > u))
	d$worst <- sapply(d$lower, function(l) nrow(d) - sum(d$upper < l))
	rest <- sum(o) - o
	share <- d$people / sum(d$people)
	odds <- function(b) b / (1 - b) * (1 - share) / share
	d$ratio_lower <- odds(qbeta(0.025, o, rest + 1))
	d$ratio_upper <- odds(qbeta(0.975, o + 1, rest))
	d$p <- pmin(1, 2 * pmin(pbinom(o, o + rest, share), pbinom(o - 1, o + rest, share, lower.tail = FALSE)))
	d[order(d$rank), ]
}
areas <- plans[plans$geographic_level == "Local authority", ]
groups <- split(areas, paste(areas$time_period, areas$region_code))
write.csv(do.call(rbind, lapply(groups, rank_group)), row.names = FALSE, quote = FALSE)
