/**
 * The panel of the block editor: what the gate said, the words that it is about, and the verdict.
 *
 * Plain JavaScript on what WordPress brings; there is nothing to build.
 */
(function (wp) {
	'use strict';

	const { createElement: el, Fragment } = wp.element;
	const { __, sprintf } = wp.i18n;
	const { Button, ExternalLink } = wp.components;
	const { select, dispatch, subscribe, useSelect } = wp.data;
	const places = wp.editor && wp.editor.PluginPrePublishPanel ? wp.editor : wp.editPost;
	const { PluginPrePublishPanel, PluginDocumentSettingPanel, PluginPostPublishPanel } = places;
	const REFUSED = 'brandcheck_refused';
	const NOTICE = 'brandcheck';
	const SHOWN = 3;
	const SEVERITIES = {
		error: __('Error', 'brandcheck'),
		warning: __('Warning', 'brandcheck'),
		suggestion: __('Suggestion', 'brandcheck'),
	};

	/** Return what the gate said when the post was last to be saved; null where it was not asked. */
	function refusal(of) {
		const editor = of('core/editor');
		const error = of('core').getLastEntitySaveError('postType', editor.getCurrentPostType(), editor.getCurrentPostId());
		return error && error.code === REFUSED && error.data ? error.data.brandcheck : null;
	}

	/** Return what is known of the post: the refusal of a moment ago, or what is kept with it. */
	function known(of) {
		const kept = of('core/editor').getCurrentPostAttribute('brandcheck') || {};
		return { gate: refusal(of) || kept.gate || null, verdict: kept.verdict || null };
	}

	/** Return the text that readers see of HTML. */
	function plain(html) {
		return new DOMParser().parseFromString(html, 'text/html').body.textContent || '';
	}

	/** Return the id of the innermost block that holds a quotation; undefined where none does. */
	function holder(quote, blocks) {
		for (const block of blocks) {
			const inner = holder(quote, block.innerBlocks);
			if (inner) {
				return inner;
			}
			if (plain(wp.blocks.getBlockContent(block)).includes(quote)) {
				return block.clientId;
			}
		}
		return undefined;
	}

	/** Show where a quotation stands. */
	function show(quote) {
		const block = holder(quote, select('core/block-editor').getBlocks());
		if (block) {
			dispatch('core/block-editor').selectBlock(block);
		}
	}

	/** Return words between quotation marks: the style of the editor takes them from `q`. */
	function quoted(words) {
		return '“' + words + '”';
	}

	function Finding({ finding }) {
		const { severity, quote, says, guideline, guideline_quote: rule, suggestion, field } = finding;
		return el(
			'li',
			{ className: 'brandcheck-finding' },
			el('strong', null, SEVERITIES[severity] || severity),
			' ',
			quote ? el('em', null, quoted(quote)) : null,
			' ',
			says,
			rule
				? el('details', null, el('summary', null, el('code', null, guideline)), rule)
				: el('div', null, el('code', null, guideline)),
			/* translators: %s: words that may stand there instead */
			suggestion ? el('div', null, sprintf(__('Instead: %s', 'brandcheck'), suggestion)) : null,
			quote && field === '/content'
				? el('div', null, el(Button, { variant: 'link', onClick: () => show(quote) }, __('Show the words', 'brandcheck')))
				: null
		);
	}

	function Gate({ gate }) {
		const undecided = gate.undecided || [];
		return el(
			Fragment,
			null,
			el('p', { className: 'brandcheck-says' }, gate.says),
			el('ul', { className: 'brandcheck-findings' }, gate.findings.map((finding, at) => el(Finding, { finding, key: at }))),
			undecided.length
				? /* translators: %s: names of guidelines */
				  el('p', null, sprintf(__('Not decided: %s.', 'brandcheck'), undecided.slice(0, 5).join(', ')))
				: null,
			gate.url ? el('p', null, el(ExternalLink, { href: gate.url }, __('Report', 'brandcheck'))) : null
		);
	}

	function Told() {
		const { gate, verdict } = useSelect(known);
		if (!gate && !verdict) {
			return el('p', null, __('Not checked yet: that is done when it is published.', 'brandcheck'));
		}
		return el(
			Fragment,
			null,
			gate ? el(Gate, { gate }) : null,
			verdict
				? el('p', null, el('strong', null, verdict.label), ' ', el(ExternalLink, { href: verdict.url }, __('Report', 'brandcheck')))
				: null
		);
	}

	function Panels() {
		const title = __('Brandcheck', 'brandcheck');
		const named = { name: 'brandcheck', title, initialOpen: true };
		return el(
			Fragment,
			null,
			el(PluginPrePublishPanel, { ...named, className: 'brandcheck-before' }, el(Told)),
			el(PluginPostPublishPanel, { ...named, className: 'brandcheck-after' }, el(Told)),
			el(PluginDocumentSettingPanel, { ...named, className: 'brandcheck-panel' }, el(Told))
		);
	}

	/** Return a finding in one line of plain text. */
	function line({ quote, says, guideline }) {
		return (quote ? quoted(quote) + ': ' : '') + says + ' [' + guideline + ']';
	}

	/** Say above the post which words stand against publishing; the editor itself says that it failed. */
	function announce(gate) {
		const stopping = gate.findings.filter((finding) => finding.refuses);
		const lines = stopping.slice(0, SHOWN).map(line);
		if (stopping.length > SHOWN) {
			/* translators: %d: how many */
			lines.push(sprintf(__('and %d more', 'brandcheck'), stopping.length - SHOWN));
		}
		const actions = gate.url ? [{ label: __('Report', 'brandcheck'), url: gate.url }] : [];
		if (lines.length) {
			dispatch('core/notices').createErrorNotice(lines.join(' · '), { id: NOTICE, actions });
		}
	}

	/** Say above the post that it went out though not all was looked at. */
	function warn(gate) {
		if (gate && ['late', 'incomplete', 'unreachable', 'misconfigured', 'too_long'].includes(gate.because)) {
			dispatch('core/notices').createWarningNotice(gate.says, { id: NOTICE });
		}
	}

	/** Say what came of a save that has just ended. */
	function told() {
		const { gate } = known(select);
		if (select('core/editor').didPostSaveRequestFail()) {
			const refused = refusal(select);
			return refused ? announce(refused) : undefined;
		}
		dispatch('core/notices').removeNotice(NOTICE);
		return select('core/editor').isCurrentPostPublished() ? warn(gate) : undefined;
	}

	let wasSaving = false;
	subscribe(() => {
		const editor = select('core/editor');
		const isSaving = editor.isSavingPost() && !editor.isAutosavingPost();
		if (wasSaving && !isSaving) {
			wasSaving = false;
			told();
		}
		wasSaving = isSaving;
	});

	wp.plugins.registerPlugin('brandcheck', { render: Panels, icon: 'editor-spellcheck' });
})(window.wp);
