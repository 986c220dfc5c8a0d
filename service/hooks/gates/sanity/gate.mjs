/**
 * Asks Brandcheck's gate whether something may be published. It never throws: where the service can't be used,
 * the caller's own policy decides.
 *
 * @typedef {"error" | "warning" | "suggestion"} Severity
 *
 * @typedef {object} Settings
 * @property {string} url Where Brandcheck is: https://brandcheck.example.com
 * @property {string} key A key with the scope `check`.
 * @property {string} kit The kit that it is held against.
 * @property {string} [team]
 * @property {string} [channel]
 * @property {string} [audience]
 * @property {Severity} [blockAt] Findings of this severity and above refuse it; `error` where not set.
 * @property {Severity | null} [closedAt] Guidelines of this severity and above refuse it when they could not be
 *   decided in time; none where not set.
 * @property {number} [deadline] Seconds that Brandcheck has, 0.5 to 30; 8 where not set.
 * @property {"publish" | "refuse"} [unreachable] What to do when it can't be reached; `publish` where not set.
 *
 * @typedef {object} Field
 * @property {string} path
 * @property {string} [name]
 * @property {"text" | "html" | "markdown"} [kind]
 * @property {string} text
 * @property {boolean} [is_title]
 *
 * @typedef {object} Draft
 * @property {string} document The same for all versions of it.
 * @property {string} [title]
 * @property {string} [url]
 * @property {Record<string, string>} [labels]
 * @property {Field[]} fields
 *
 * @typedef {object} Finding
 * @property {Severity} severity
 * @property {string} guideline
 * @property {string} field The path of the field; empty where it is about the whole.
 * @property {string} quote
 * @property {string} says
 * @property {string} suggestion
 * @property {boolean} refuses Whether it is one for which the publish is refused.
 *
 * @typedef {object} Answer
 * @property {boolean} refused
 * @property {"passed" | "findings" | "late" | "incomplete" | "unreachable" | "empty"} because
 * @property {string} says One sentence for the editor.
 * @property {string} url The report; empty where there is none.
 * @property {Finding[]} findings
 */

const MARGIN = 2;
/** Seconds on top of the deadline. */
const LONGEST = 300;
/** Characters of a name or a title. */
const REASONS = ['passed', 'findings', 'late', 'incomplete'];

/**
 * Return whether *draft* may be published.
 *
 * @param {Settings} settings
 * @param {Draft} draft
 * @param {typeof fetch} [fetching]
 * @returns {Promise<Answer>}
 */
export async function asked(settings, draft, fetching = fetch) {
  const question = questionOf(settings, draft);
  if (!question.fields.length) return { ...NOTHING, because: 'empty', says: 'There is no text in it to check.' };
  let problem;
  try {
    const response = await fetching(`${settings.url.replace(/\/+$/, '')}/v1/gates/check`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization(settings) },
      body: JSON.stringify(question),
      redirect: 'error',
      signal: AbortSignal.timeout((question.deadline + MARGIN) * 1000),
    });
    const told = await response.json().catch(() => null);
    if (response.ok && isAnswer(told)) return answerOf(told);
    problem = `it answers ${response.status} ${lineOf(String(told?.detail ?? ''))}`.trim();
  } catch (error) {
    problem = reasonOf(error);
  }
  return without(settings, problem);
}

/** @type {Answer} */
const NOTHING = { refused: false, because: 'unreachable', says: '', url: '', findings: [] };

/**
 * @param {Settings} settings
 * @param {Draft} draft
 */
function questionOf(settings, draft) {
  return {
    kit: settings.kit,
    team: settings.team ?? '',
    channel: settings.channel ?? '',
    audience: settings.audience ?? '',
    document: draft.document,
    title: lineOf(draft.title ?? ''),
    url: draft.url ?? '',
    labels: draft.labels ?? {},
    fields: draft.fields.filter(({ text }) => text.trim()).map(sent),
    block_at: settings.blockAt ?? 'error',
    closed_at: settings.closedAt ?? null,
    deadline: settings.deadline ?? 8,
  };
}

/** @param {Field} field */
function sent(field) {
  return { ...field, name: lineOf(field.name ?? ''), text: whole(field.text).replaceAll('\0', '\ufffd') };
}

/** @param {Settings} settings @returns {Record<string, string>} */
function authorization({ key }) {
  return key ? { authorization: `Bearer ${key}` } : {};
}

/** @param {any} told */
function isAnswer(told) {
  return ['allow', 'refuse'].includes(told?.decision) && REASONS.includes(told.because) && Array.isArray(told.findings);
}

/** @param {any} told @returns {Answer} */
function answerOf(told) {
  const { because, findings, says, url } = told;
  return { refused: told.decision === 'refuse', because, findings, says: String(says), url: String(url ?? '') };
}

/** @param {Settings} settings @param {string} problem @returns {Answer} */
function without(settings, problem) {
  const why = `Brandcheck can’t be reached (${problem})`;
  if (settings.unreachable !== 'refuse') return { ...NOTHING, says: `Not checked: ${why}.` };
  const says = `Not published: ${why}, and nothing goes out unchecked here; try again in a minute.`;
  return { ...NOTHING, refused: true, says };
}

/** @param {any} error */
function reasonOf(error) {
  if (error?.name === 'TimeoutError') return 'no answer in time';
  return lineOf(error?.cause?.code ?? error?.cause?.message ?? error?.message ?? 'no answer');
}

/** @param {string} text */
function lineOf(text) {
  return whole(text).replace(/[\x00-\x1f\x7f-\x9f\s]+/g, ' ').trim().slice(0, LONGEST);
}

/** Return *text* without halves of pairs that stand alone, which no UTF-8 holds. @param {string} text */
function whole(text) {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}
