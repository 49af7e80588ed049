#!/bin/sh
# Words and constructions that keep the English from being plain: none of them in a comment, a message or a manual page.
. "${0%/*}/tap/tap.sh"

cd "$src" || exit 1
awk -f tests/tap/words.awk cmd/*.[ch] lib/*/*.[ch] >"$work/code"
grep -n '' man/*.[1-9] README lib/README | sed 's/:/:M:/2' >"$work/pages"

# Where (C comments, S strings, M pages), the pattern, what makes a hit innocent (- nothing), what to write instead.
cat >"$work/words" <<'EOF'
CSM	\b[Bb]ehind [a-z"'`*\[(]	leaves? nothing behind	after
CSM	\b[Bb]ehind( ?[.,;:)]|$)	leaves? nothing behind	after it
CSM	\b[Bb]eside( |$)	-	with, next to, compared with; besides
CSM	\b(is|are|was|be|been|not|has|have|faults|others are) told\b	told apart	reported
CSM	\btold (of|now|already|row by row|on the way|once|whatever|besides|apart into)\b	-	reported; divided into
CSM	\b[Tt]ells? of\b	-	reports, describes
CSM	\btells? ([a-z]+ )?apart\b	-	distinguishes (key columns: identify)
CSM	\b(stands?|stood) (at|on|behind|beside|between|there|here|elsewhere|first|last|otherwise|alone|across|together|twice|with|within|inside|by itself)\b	-	is, occurs, comes first
CSM	\b(it|they|file|columns?|group|token|lexer|what|cell) stands?( |$|[.,;:)])	stands? for	is (where it is, what is in it); "stands for" is right
CSM	\b(cannot|could|may|can) stand\b	stand for	be, be used
CSM	\bas (it|they) (stands?|comes?)\b	-	unchanged, as written; in input order
CSM	\b[Oo]f which (where|there|what|how|[a-z]+ is not)\b	-	whose, for which
CSM	\bby way of\b	-	through
CSM	\bhangs? on\b	-	depends on
CSM	\b(in|at) hand\b	-	current
CSM	\bseen to\b	-	done, handled
CSM	\bhave (its|their) say\b	-	are evaluated
CSM	\b(go|goes|going) on (behind|after|before|from|at)\b|\bno going on\b|\bcannot go on\b	-	continue
CSM	\b(is|are) not to be\b|\bto be had\b|\bcannot be had\b	-	must not be; is unavailable, does not exist
CSM	\bwhat (is|was|are) (said|asked for|wanted|meant|summed|standardised|looked for|events)\b	-	name the thing
CSM	\bwhat (is|are) (no|not) 	-	cells that are not ...
CSM	[^e] (is|are) no [a-z]+	is no (further|longer|more|less|better|other)	is not a ... ("there is no" does not match)
CSM	\b(first|per|for|of|to|just|most|but|and|A|a whole number is) so many\b|^ ?so many\b	-	n, that many
CSM	\bone (row|line|object) an? [a-z]+	-	one row for each ...
CSM	\b(an? (row|line|object)|[0-9]+ bytes) an? [a-z]+	-	for each ..., per ...
CSM	\bnought	-	zero, 0
CSM	\ba hint of\b|\bso-called\b|\bwithout a word\b|\bfor want of\b|\bfor lack of\b	-	a sign of; (leave out); silently; because there is no
CSM	\bslips?\b	-	mistake, typing error
CSM	\bpass(es|ed)? over\b	-	ignore, skip
CSM	\b(but|save) for (case|rounding|its|fyear)\b	-	except (for)
CSM	\bround in a circle\b|\ba circle\b	-	a cycle, circular
CSM	\bgo(es)? by\b	-	uses
CSM	\bnobody\b	-	(say it directly)
CSM	\bparted\b|\bparts a\b	-	separated
CSM	\bquickest\b|\bfastest\b|\bas fast as\b	-	(no praise of speed)
CSM	\bgate\b|\bleague\b|\bdressed\b|\bspoil(s|ed)?\b|\bhearing\b|\bodd\b	-	condition; ranked table; ...; ...; ...; unusual (private slang)
S	(^| )[a-z']+ expected(\\n|$|,|;)	(as|was|were|is|are|than|be|no) expected	WHAT; expected X
S	\bexpected no --	-	--a cannot be combined with --b
S	nearest is\b|the nearest\b	-	; did you mean 'X'?
S	\bperhaps\b	-	; did you mean 'X'?, or what to check
S	, for (there|none|a value)\b	-	: there is no ..., (missing value)
S	\bis there (twice|already)\b|\bstands twice\b|\bis named twice\b	-	occurs twice
S	\bgoes with\b|\bdo(es)? not go (with|together)\b	-	--a needs --b; --a cannot be combined with --b
S	: '%[^']*'; expected	-	'%s' is not a ...; expected ...
S	%z?u [a-z]+s (that|cannot|were|left)\b	-	use the right plural ("1 row")
S	\bworked out\b	-	computed
EOF
tab=$(printf '\t')
while IFS=$tab read -r where pattern innocent instead; do
	hits=$(cat "$work/code" "$work/pages" | grep -E "^[^:]*:[0-9]*:[$where]:" | sed 's/^\([^:]*:[0-9]*\):[CSM]:/\1: /' |
	    grep -E ": .*($pattern)")
	[ "$innocent" = - ] || hits=$(printf '%s\n' "$hits" | grep -vE "$innocent")
	is "no '$pattern': write $instead" "$hits" ""
done <"$work/words"
done_testing
