// Writes what axe-core finds into the page, for chromium --dump-dom (tests/cmd/page.sh).
window.addEventListener('load', function () {
	axe.run(document).then(function (result) {
		var lines = ['rules passed: ' + result.passes.length];
		function list(kind, found) {
			found.forEach(function (rule) {
				rule.nodes.forEach(function (node) {
					var why = node.any.concat(node.all, node.none).map(function (c) { return c.message; });
					lines.push(kind + ' ' + rule.id + ': ' + node.html.slice(0, 120) + ': ' + why.join('; '));
				});
			});
		}
		list('violation', result.violations);
		list('undecided', result.incomplete);
		document.body.textContent = '\n' + lines.join('\n') + '\nend\n';
	});
});
