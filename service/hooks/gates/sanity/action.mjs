/**
 * Publish, asking first.
 *
 *     defineConfig({ document: { actions: publishing(settings) } })
 *
 * It guards the Studio's button. What publishes without it, the API or a release, it does not see.
 *
 * @typedef {import('./gate.mjs').Settings} Settings
 * @typedef {import('./gate.mjs').Answer} Answer
 * @typedef {import('sanity').DocumentActionComponent} Action
 * @typedef {import('sanity').DocumentActionProps} Props
 */

import { createElement, useState } from 'react';
import { useSchema } from 'sanity';

import { fieldsOf } from './fields.mjs';
import { asked } from './gate.mjs';
import { inLine, nameOf } from './validation.mjs';

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
    const schema = useSchema();
    const [isAsking, setAsking] = useState(false);
    const [refused, setRefused] = useState(/** @type {Answer | null} */ (null));
    const described = publish(props);
    if (!described) return null;
    const onHandle = async () => {
      setAsking(true);
      const answer = await asked(settings, draftOf(schema, props), fetching).finally(() => setAsking(false));
      if (answer.refused) setRefused(answer);
      else described.onHandle?.();
    };
    return {
      ...described,
      onHandle,
      disabled: described.disabled || isAsking,
      label: isAsking ? 'Asking Brandcheck…' : described.label,
      dialog: refused ? dialog(refused, () => setRefused(null)) : described.dialog,
    };
  };
  Gated.action = publish.action;
  Gated.displayName = 'PublishWithBrandcheck';
  return Gated;
}

/**
 * @param {import('sanity').Schema} schema
 * @param {Props} props
 */
function draftOf(schema, props) {
  const document = props.version ?? props.draft ?? props.published ?? undefined;
  const type = schema.get(props.type);
  const fields = type ? fieldsOf(type, document) : [];
  const title = fields.find(({ is_title }) => is_title)?.text ?? '';
  const sent = fields.map(({ at, ...field }) => field);
  return { document: nameOf(document), title, labels: { type: props.type }, fields: sent };
}

/**
 * @param {Answer} answer
 * @param {() => void} onClose
 * @returns {import('sanity').DocumentActionDialogProps}
 */
function dialog({ says, url, findings }, onClose) {
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
