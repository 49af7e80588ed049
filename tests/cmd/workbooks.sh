#!/bin/sh
# Workbooks: what real spreadsheets export, and the recipe with xlsx2csv in quarterly(7) with its traps.
. "${0%/*}/../tap/tap.sh"
export HOME="$work" XDG_CACHE_HOME="$work" XDG_CONFIG_HOME="$work"	# of the office programs

want='Redcar,Category,Neglect,2014-15 Q1,1234,,
Redcar,Category,Neglect,2014-15 Q2,14,,
Redcar,Category,Neglect,2014-15 Q3,x,,p; TBC
Redcar,Category,Seen in time,2014-15 Q1,0.829,,
Redcar,Category,Seen in time,2014-15 Q2,0.9,,
Redcar,Category,Seen in time,2014-15 Q3,0.875,,p
Hartlepool,Category,Neglect,2014-15 Q1,99,,
Hartlepool,Category,Neglect,2014-15 Q2,98,,
Hartlepool,Category,Neglect,2014-15 Q3,97,,p'
options='--date-as quarter --fill-down Area --flags'

# The export of Gnumeric 1.12.55 is in testdata.
run csv-tidy $options "$data/csv-tidy/book.csv"
is "a workbook exported by Gnumeric" "$status
$(sed 1d out)" "0
$want"
run csv-tidy --date-as quarter "$data/csv-tidy/book.csv"
like "its merged cells" "$(grep 'Seen in time,2014-15 Q1' out)" "^,Category,"
sed 's/2014.06.30/2014-05-30/' "$data/csv-tidy/book.csv" >in
run csv-tidy $options in
like "one date that is not the end of a quarter" "$status $err" "^2 .*in:3: 2014-05-30: neither the first nor the last day"

if command -v ssconvert >/dev/null 2>&1; then
	ssconvert "$data/csv-tidy/book.xml" now.csv >/dev/null 2>&1
	run csv-tidy $options now.csv
	is "the same, exported now by ssconvert" "$(sed 1d out)" "$want"
	ssconvert "$data/csv-tidy/book.xml" book.xlsx >/dev/null 2>&1
	run csv-tidy book.xlsx
	like "a workbook is refused with the command" "$status $err" "^2 .*book.xlsx: an Excel workbook; expected CSV, as from: xlsx2csv -f %Y-%m-%d book.xlsx"
else
	skip "the same, exported now by ssconvert" "no ssconvert (gnumeric)"
fi
if command -v soffice >/dev/null 2>&1; then
	soffice --headless --convert-to csv --outdir office "$data/csv-tidy/book.xml" >/dev/null 2>&1
	run csv-tidy $options office/book.csv
	is "the same, exported now by LibreOffice" "$(sed 1d out | grep -c '2014-15 Q')" 9
else
	skip "the same, exported now by LibreOffice" "no soffice (libreoffice)"
fi

# A workbook as Excel makes it: numbers of days, a hidden row, a hidden sheet, a formula's error.
if command -v xlsx2csv >/dev/null 2>&1 && python3 - <<'.' 2>err
import zipfile
main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
package = "http://schemas.openxmlformats.org/package/2006"
def text(s): return '<c t="inlineStr"><is><t>%s</t></is></c>' % s
def number(v, style=0): return '<c s="%d"><v>%s</v></c>' % (style, v)
def row(n, *cells, hidden=False):
    s = ''.join(c.replace('<c', '<c r="%s%d"' % ("ABCDE"[i], n), 1) for i, c in enumerate(cells))
    return '<row r="%d"%s>%s</row>' % (n, ' hidden="1"' if hidden else '', s)
def sheet(*rows):
    return '<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (main, ''.join(rows))
plans = sheet(row(1, text("Plans by category")),
    row(3, text("Category"), number(41820, 1), number(41912, 1)),        # 2014-06-30, 2014-09-30
    row(4, text("Neglect"), number(12), number(14)),
    row(5, text("Seen in time"), number(0.829, 2), number(0.9, 2)),
    row(6, text("Withdrawn"), number(99), number(98), hidden=True))
error = '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>'
workings = sheet(row(1, text("Category"), number(41820, 1)), row(2, text("Rate"), error))
with zipfile.ZipFile("return.xlsx", "w") as z:
    z.writestr("[Content_Types].xml", '<Types xmlns="%s/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>' % package)
    z.writestr("_rels/.rels", '<Relationships xmlns="%s/relationships"><Relationship Id="rId1" Type="%s/officeDocument" Target="xl/workbook.xml"/></Relationships>' % (package, rel))
    z.writestr("xl/workbook.xml", '<workbook xmlns="%s" xmlns:r="%s"><sheets><sheet name="Plans" sheetId="1" r:id="rId1"/><sheet name="Workings" sheetId="2" state="hidden" r:id="rId2"/></sheets></workbook>' % (main, rel))
    z.writestr("xl/_rels/workbook.xml.rels", '<Relationships xmlns="%s/relationships">%s<Relationship Id="rId3" Type="%s/styles" Target="styles.xml"/></Relationships>' % (package, ''.join('<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>' % (i, rel, i) for i in (1, 2)), rel))
    z.writestr("xl/styles.xml", '<styleSheet xmlns="%s"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="10" applyNumberFormat="1"/></cellXfs></styleSheet>' % main)
    z.writestr("xl/worksheets/sheet1.xml", plans)
    z.writestr("xl/worksheets/sheet2.xml", workings)
.
then
	xlsx2csv -f %Y-%m-%d return.xlsx >plans.csv
	run csv-tidy --date-as quarter plans.csv
	is "xlsx2csv -f %Y-%m-%d | csv-tidy" "$status $(sed '1d; s/,$//' out | head -4)" "0 Category,Neglect,2014-15 Q1,12
Category,Neglect,2014-15 Q2,14
Category,Seen in time,2014-15 Q1,0.829
Category,Seen in time,2014-15 Q2,0.9"
	like "a trap: hidden rows are exported" "$out" "Withdrawn"
	xlsx2csv return.xlsx >unformed.csv
	run csv-tidy --date-as quarter unformed.csv
	is "a trap: dates without -f are refused, not lost" "$status$out" 2
	xlsx2csv -a -f %Y-%m-%d return.xlsx >all.csv
	like "a trap: -a exports hidden sheets" "$(cat all.csv)" "DIV"
	xlsx2csv -a --exclude_hidden_sheets -f %Y-%m-%d return.xlsx >shown.csv
	is "--exclude_hidden_sheets does not" "$(grep -c DIV shown.csv)" 0
	xlsx2csv -n Workings -f %Y-%m-%d return.xlsx >workings.csv
	run csv-tidy --date-as quarter workings.csv
	like "a trap: a formula's error is not a figure" "$status $err" "^2 .*workings.csv:2: 2014-06-30: '#DIV/0!' is not a figure"
else
	skip "xlsx2csv -f %Y-%m-%d | csv-tidy" "no xlsx2csv"
fi
done_testing
