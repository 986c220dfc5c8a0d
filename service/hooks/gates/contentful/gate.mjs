/**
 * Asks Brandcheck's gate whether something may be published. It never throws: where Brandcheck can't be reached, the
 * caller's own policy decides; where it is there and can't be asked so, nothing is published, unless the policy says
 * `always`.
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
 * @property {"publish" | "refuse" | "always"} [unreachable] What to do when it can't be reached; `publish` where not
 *   set. `always` publishes also when key, kit or address are wrong.
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
 * @property {"passed" | "findings" | "late" | "incomplete" | "unreachable" | "misconfigured" | "too_long" | "empty"} because
 *   `misconfigured`: Brandcheck, or what stands in its place, does not take what this site asks.
 * @property {string} says One sentence or two for the editor.
 * @property {string} problem What is wrong, and who mends it; empty where nothing is.
 * @property {string} url The report; empty where there is none.
 * @property {Finding[]} findings
 */

const MARGIN = 2;
/** Seconds on top of the deadline. */
const LONGEST = 200;
/** Characters of a name or a title. */
const REASONS = ['passed', 'findings', 'late', 'incomplete'];
const PASSING = [408, 425, 429];
/** Statuses that mean “later”, besides 5xx. */
const ASK = 'Ask whoever looks after this site to';

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
  return put(settings, question, fetching);
}

/**
 * Return what is answered to a harmless sentence: whether the gate is set up rightly.
 *
 * @param {Settings} settings
 * @param {typeof fetch} [fetching]
 * @returns {Promise<Answer>}
 */
export function tried(settings, fetching = fetch) {
  const draft = { document: 'gate/try', fields: [{ path: '/title', text: 'A first try of the publish gate.' }] };
  const question = { ...questionOf(settings, draft), judged: false };
  return put(settings, question, fetching);
}

/**
 * @param {Settings} settings
 * @param {{deadline: number}} question
 * @param {typeof fetch} fetching
 * @returns {Promise<Answer>}
 */
async function put(settings, question, fetching) {
  let request, signal;
  try {
    request = requestOf(settings, question);
    signal = AbortSignal.timeout((question.deadline + MARGIN) * 1000);
  } catch (error) {
    return wrong(settings, `Brandcheck can’t be asked as this site is set up (${reasonOf(error)}). ${ASK} set it right.`);
  }
  try {
    const response = await fetching(request, { signal });
    const told = parsed(await response.text());
    return response.status === 200 && isAnswer(told) ? answerOf(told) : without(settings, response.status, told);
  } catch (error) {
    return away(settings, reasonOf(error));
  }
}

/**
 * Return the request; it throws where the settings make none.
 *
 * @param {Settings} settings
 * @param {{deadline: number}} question
 */
function requestOf({ url, key }, question) {
  if (!/^https?:\/\/[^/]/.test(url)) throw new Error('its address of Brandcheck is none');
  return new Request(`${url.replace(/\/+$/, '')}/v1/gates/check`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) },
    body: JSON.stringify(question),
    redirect: 'manual',
  });
}

/** @type {Answer} */
const NOTHING = { refused: false, because: 'unreachable', says: '', problem: '', url: '', findings: [] };

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

/** @param {string} body @returns {any} */
function parsed(body) {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/** @param {any} told */
function isAnswer(told) {
  return ['allow', 'refuse'].includes(told?.decision) && REASONS.includes(told.because) && Array.isArray(told.findings);
}

/** @param {any} told @returns {Answer} */
function answerOf(told) {
  const { because, findings, says, url } = told;
  return { ...NOTHING, refused: told.decision === 'refuse', because, findings, says: String(says), url: String(url ?? '') };
}

/**
 * Return what follows from an answer that is none of a gate's.
 *
 * @param {Settings} settings
 * @param {number} status
 * @param {any} told
 */
function without(settings, status, told) {
  const detail = typeof told?.detail === 'string' ? lineOf(told.detail) : '';
  if (status >= 500 || PASSING.includes(status)) return away(settings, `it answers ${status} ${detail}`.trim());
  const isOurs = status >= 400 && [told?.type, told?.title, told?.detail].every((each) => typeof each === 'string');
  const said = [status || 'a redirect', detail.replace(/\.$/, '')].filter(Boolean).join(': ');
  if (status === 413) return wrong(settings, TOO_LONG, 'too_long');
  return wrong(settings, isOurs ? faultOf(status, said) : strange(said));
}

const TOO_LONG =
  'It is longer than Brandcheck takes at once (413). Split it, or ask whoever looks after Brandcheck to raise the limit.';

/** @param {string} said */
function strange(said) {
  return `What answers at Brandcheck’s address is not Brandcheck (${said}), perhaps a page to sign in. ${ASK} set the address right.`;
}

/** Return what Brandcheck's answer says of the set-up, and who mends it. @param {number} status @param {string} said */
function faultOf(status, said) {
  if (status === 401) return `Brandcheck does not accept this site’s key (401). ${ASK} put in a new one.`;
  if (status === 403) return `This site’s key may not check drafts (403). ${ASK} put in one with the scope “check”.`;
  if (status === 404) return `Brandcheck does not know what this site asks for (${said}). ${ASK} set kit and address right.`;
  return `Brandcheck can’t use what this site asks (${said}). ${ASK} set it right.`;
}

/** @param {Settings} settings @param {string} problem @param {Answer["because"]} because @returns {Answer} */
function wrong({ unreachable }, problem, because = 'misconfigured') {
  const known = { ...NOTHING, because, problem };
  if (unreachable === 'always') return { ...known, says: `Not checked: ${problem}` };
  const says = `Not published: ${problem} Until then, this site’s settings can let things go out unchecked.`;
  return { ...known, refused: true, says };
}

/** @param {Settings} settings @param {string} reason @returns {Answer} */
function away({ unreachable }, reason) {
  const why = `Brandcheck can’t be reached (${reason.replace(/\.$/, '')})`;
  const known = { ...NOTHING, problem: `${why}.` };
  if (unreachable !== 'refuse') return { ...known, says: `Not checked: ${why}.` };
  const says = `Not published: ${why}, and nothing goes out unchecked here; try again in a minute.`;
  return { ...known, refused: true, says };
}

/** @param {any} error */
function reasonOf(error) {
  if (error?.name === 'TimeoutError') return 'no answer in time';
  return lineOf(String(error?.cause?.code ?? error?.cause?.message ?? error?.message ?? 'no answer'));
}

/** @param {string} text */
function lineOf(text) {
  return whole(text.replace(/[\x00-\x1f\x7f-\x9f\s]+/g, ' ').trim().slice(0, LONGEST));
}

/** Return *text* without halves of pairs that stand alone, which no UTF-8 holds. @param {string} text */
function whole(text) {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}
