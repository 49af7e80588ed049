# The statistics of qtrend for each series, by functions of R: for the job `trend-part`.
d <- read.csv(commandArgs(TRUE)[1])
one <- function(y) {
	n <- length(y)
	t <- seq_len(n)
	line <- lm(y ~ t)
	limits <- confint(line)[2, ]
	rate <- summary(glm(y ~ t, family = quasipoisson))
	b <- rate$coefficients[2, 1:2]
	width <- qt(0.975, n - 2) * b[2]
	pairs <- combn(n, 2)
	sen <- median((y[pairs[2, ]] - y[pairs[1, ]]) / (t[pairs[2, ]] - t[pairs[1, ]]))
	range <- abs(diff(y))
	range <- mean(range[range < 3.267 * mean(range)])
	c(first = y[1], last = y[n], mean = mean(y), min = min(y), max = max(y), sen = sen,
	    p = cor.test(t, y, method = "kendall", exact = FALSE)$p.value, slope = coef(line)[[2]], limits,
	    ratio = exp(b[[1]]), lower = exp(b[[1]] - width), upper = exp(b[[1]] + width), phi = rate$dispersion,
	    xmr = mean(y) + c(-2.66, 2.66) * range)
}
write.csv(t(sapply(split(d$value, d$series), one)), quote = FALSE)
