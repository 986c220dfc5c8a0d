/**
 * Publish, asking first.
 *
 *     defineConfig({ document: { actions: publishing(settings) } })
 *
 * It guards the Studio's button. What publishes without it, the API or a release, it does not see.
 *
 * @typedef {import('./asking.mjs').Settings} Settings
 * @typedef {import('./gate.mjs').Answer} Answer
 * @typedef {import('sanity').DocumentActionComponent} Action
 * @typedef {import('sanity').DocumentActionProps} Props
 */

import { createElement, useState } from 'react';
import { useSource } from 'sanity';

import { askedAll, draftsOf } from './asking.mjs';
import { fieldsOf } from './fields.mjs';
import { inLine } from './validation.mjs';

/**
 * Return what `document.actions` takes: all actions as they were, and Publish with a question before it.
 *
 * @param {Settings & {types?: string[]}} settings `types`: those that are asked about; all where it is not set.
 * @returns {(actions: Action[], context: {schemaType: string}) => Action[]}
 */
export function publishing(settings) {
  /** @type {Map<Action, Action>} */
  const made = new Map();
  return (actions, { schemaType }) =>
    actions.map((action) => {
      const covers = !settings.types || settings.types.includes(schemaType);
      if (action.action !== 'publish' || !covers) return action;
      // The same component each time: React takes another one for a new button.
      if (!made.has(action)) made.set(action, gated(action, settings));
      return made.get(action) ?? action;
    });
}

/**
 * Return *publish* with a question before it.
 *
 * @param {Action} publish
 * @param {Settings} settings
 * @param {typeof fetch} [fetching]
 * @returns {Action}
 */
export function gated(publish, settings, fetching) {
  /** @type {Action} */
  const Gated = (props) => {
    const source = useSource();
    const [isAsking, setAsking] = useState(false);
    const [told, setTold] = useState(/** @type {Answer | null} */ (null));
    const described = publish(props);
    if (!described) return null;
    const onHandle = async () => {
      setAsking(true);
      const answer = await askedAll(settings, drafts(), fetching).finally(() => setAsking(false));
      if (answer.refused || answer.problem) setTold(answer);
      else described.onHandle?.();
    };
    const drafts = () => {
      const document = props.version ?? props.draft ?? props.published ?? {};
      const type = source.schema.get(props.type);
      return draftsOf(settings, document, type ? fieldsOf(type, document) : [], source);
    };
    return {
      ...described,
      onHandle,
      disabled: described.disabled || isAsking,
      label: isAsking ? 'Asking Brandcheck…' : described.label,
      dialog: told ? dialog(told, () => setTold(null), described.onHandle) : described.dialog,
    };
  };
  Gated.action = publish.action;
  Gated.displayName = 'PublishWithBrandcheck';
  return Gated;
}

/**
 * Return why it is not published; where it may be, though nobody looked at it, the question whether it shall.
 *
 * @param {Answer} answer
 * @param {() => void} onClose
 * @param {(() => void) | null | undefined} publish
 * @returns {import('sanity').DocumentActionDialogProps}
 */
function dialog({ refused, says, url, findings }, onClose, publish) {
  if (!refused) return { type: 'confirm', message: says, confirmButtonText: 'Publish unchecked', onCancel: onClose, onConfirm };
  function onConfirm() {
    onClose();
    publish?.();
  }
  const lines = findings.filter(({ refuses }) => refuses).map((finding, key) => createElement('li', { key }, inLine(finding)));
  const report = url && createElement('a', { href: url, target: '_blank', rel: 'noreferrer' }, 'The whole report');
  const content = [createElement('p', { key: 'says' }, says), createElement('ul', { key: 'why' }, lines)];
  return {
    type: 'dialog',
    header: 'Brandcheck',
    onClose,
    content: createElement('div', null, ...content, report || null),
  };
}
