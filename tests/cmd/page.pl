# Reads pages of board-page and prints what is wrong with them: tags that do not nest, markup in the
# place of text, ids twice, references to none, headings out of order, tables without a caption or
# scopes, and whatever a page must not have (scripts, links to elsewhere).
use strict;
use warnings;

my %void = map { $_ => 1 } qw(br meta);
for my $file (@ARGV) {
	open my $in, '<', $file or die "$file: $!\n";
	my $s = do { local $/; <$in> };
	my (@open, %id, @wanted, $level, %n);
	my $wrong = sub { print "$file: ", join(' ', @_), "\n" };
	$s =~ s/^<!DOCTYPE html>\n// or $wrong->('no doctype');
	$s =~ /<head>\n(?:<meta[^>]*>\n)*<title>[^<]+<\/title>/ or $wrong->('no title');
	$s =~ s/<style>(.*?)<\/style>//s or $wrong->('no style sheet');
	$wrong->('<style> has a <') if $1 =~ /</;
	while ($s =~ /\G(?:<(\/?)([A-Za-z][A-Za-z0-9]*)((?:\s+[A-Za-z][A-Za-z0-9:-]*="[^"<>]*")*)\s*(\/?)>|([^<]+)|(.))/gs) {
		my ($end, $tag, $attributes, $empty, $text, $stray) = ($1, $2, $3, $4, $5, $6);
		if (defined $stray) {
			$wrong->('not a tag:', substr $s, pos($s) - 1, 60);
			next;
		}
		if (defined $text) {
			$wrong->('a stray > or &:', substr $text, 0, 60) if $text =~ />|&(?!(?:amp|lt|gt|quot|#39|#x27);)/;
			next;
		}
		if ($end) {
			my $was = pop @open // 'none';
			$wrong->("</$tag> closes <$was>") if $was ne $tag;
			next;
		}
		$n{$tag}++;
		$wrong->("<$tag>") if $tag =~ /^(?:script|iframe|object|embed|link|img|form|input|base|foreignObject|use)$/i;
		while ($attributes =~ /\s+([A-Za-z0-9:-]+)="([^"]*)"/g) {
			my ($name, $value) = ($1, $2);
			$wrong->("an attribute $name") if $name =~ /^on/i;
			$wrong->("a bare & in $name") if $value =~ /&(?!(?:amp|lt|gt|quot|#39|#x27);)/;
			if ($name eq 'id') {
				$wrong->("the id $value twice") if $id{$value}++;
			} elsif ($name =~ /^aria-labelledby$/) {
				push @wanted, split ' ', $value;
			} elsif ($name =~ /href$/) {
				$value =~ /^#(.+)/ ? push @wanted, $1 : $wrong->("a link to $value");
			}
			while ($value =~ /url\(([^)]*)\)/g) {
				my $url = $1;
				$url =~ /^#(.+)/ ? push @wanted, $1 : $wrong->("url($url)");
			}
		}
		if ($tag =~ /^h([1-6])$/) {
			$wrong->("<$tag> follows a heading of level " . ($level // 0)) if $1 > ($level // 0) + 1;
			$level = $1;
		}
		if ($tag eq 'th') {
			$wrong->('a <th> without a scope') unless $attributes =~ /scope="(?:row|col)"/;
		}
		push @open, $tag unless $empty || $void{lc $tag};
	}
	$wrong->('open at the end:', @open) if @open;
	$wrong->("no id $_") for grep { !$id{$_} } @wanted;
	$wrong->("not one <$_>") for grep { ($n{$_} // 0) != 1 } qw(html head body main h1);
	$wrong->('a table without a caption') if ($n{table} // 0) != ($n{caption} // 0);
}
