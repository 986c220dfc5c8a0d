// What Slack's and Microsoft's own libraries say of messages and cards: JSON in, JSON out.
//
// {"slack": [message, …], "cards": [card, …]} becomes {"slack": [[says, …], …], "cards": [[says, …], …]}:
// TypeScript holds each against the vendors' types, and Adaptive Cards' own reader reads each card.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [modules, folder] = process.argv.slice(2);
const require = createRequire(join(modules, "any.js"));
const ts = require("typescript");
const adaptive = require("adaptivecards/dist/adaptivecards.js");

/** @param {{slack: object[], cards: object[]}} given */
function typed(given) {
  const messages = given.slack.map((one) => `take(${JSON.stringify(one)});`);
  const cards = given.cards.map((one) => `show(${JSON.stringify(one)});`);
  return [
    'import type { KnownBlock } from "@slack/types";',
    'import type { IAdaptiveCard } from "@microsoft/teams.cards";',
    "type Message = { text: string; blocks: KnownBlock[]; unfurl_links: boolean; unfurl_media: boolean };",
    "declare function take(message: Message): void;",
    "declare function show(card: IAdaptiveCard): void;",
    ...messages,
    ...cards,
  ];
}

/** Return what is wrong in each line. @param {string} file @returns {Map<number, string[]>} */
function complaints(file) {
  const options = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  };
  const found = ts.getPreEmitDiagnostics(ts.createProgram([file], options));
  const byLine = new Map();
  for (const one of found) {
    const { line } = one.file.getLineAndCharacterOfPosition(one.start);
    byLine.set(line, [...(byLine.get(line) ?? []), ts.flattenDiagnosticMessageText(one.messageText, " ")]);
  }
  return byLine;
}

/** @param {object} card */
function read(card) {
  const context = new adaptive.SerializationContext();
  new adaptive.AdaptiveCard().parse(card, context);
  return [...Array(context.eventCount).keys()].map((number) => context.getEventAt(number).message);
}

const given = JSON.parse(readFileSync(0, "utf8"));
const file = join(folder, "typed.mts");
const lines = typed(given);
writeFileSync(file, lines.join("\n"));
const wrong = complaints(file);
const first = lines.length - given.slack.length - given.cards.length;
const slack = given.slack.map((_, number) => wrong.get(first + number) ?? []);
const cards = given.cards.map((card, number) => [
  ...(wrong.get(first + given.slack.length + number) ?? []),
  ...read(card),
]);
console.log(JSON.stringify({ slack, cards }));
