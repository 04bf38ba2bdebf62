import { LAYERS, type Layer, stackName } from "../../../src/base/layers";
import { compareCost } from "../../../src/review/stages/compare-cost";
import { compareEnvironments, type EnvironmentPair } from "../../../src/review/compare-environments";
import { plain } from "../../../src/review/stages/phrase";
import { TOPICS } from "../../../src/review/topics/all";
import { unjudged } from "../../../src/review/topics/not-understood";
import { type TopicLine } from "../../../src/review/topics/topic";
import { atDefaults } from "../../../src/terraform/at-defaults";
import { EnvironmentPlan } from "../../../src/terraform/environment-plan";
import { NO_RECORD } from "../../../src/terraform/environment-record";
import { type OutputStack } from "../../../src/terraform/output";
import { type JsonObject, StackJson } from "../../../src/terraform/stack-json";
import { type Editable } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { TODAY } from "../../support/findings";
import { withOwnFiles } from "../cases/reviewed";
import { outputStacks } from "../pairs";
import { type BlockCase, type Blocks, type EnvironmentCase, type SentenceCase } from "./case";
import { withReadSentences } from "./read-sentences";

type SaidLines = ReturnType<typeof withReadSentences>;

const known = new Map<SentenceCase, SaidLines>();

/** All that the topics say about the change of a case, as `attention, data lost: text`, and the sentences that they read for it. */
export function saidLines(of: SentenceCase): SaidLines {
  const said = known.get(of) ?? withReadSentences(() => linesOf(of));
  known.set(of, said);
  return said;
}

function linesOf(of: SentenceCase): string[] {
  const stacks = "environment" in of ? pairOfEnvironment(of) : pairOfBlocks(of);
  const pair = { ...stacks, after: withOwnFiles(stacks.after, of.ownFiles ?? {}) };
  const sideOf = (stacks: readonly OutputStack[]) =>
    new EnvironmentPlan(pair.environment, stacks).withStacks(atDefaults);
  const [before, after] = [sideOf(pair.before), sideOf(pair.after)];
  const changes = compareEnvironments(pair);
  const billed = (plan: EnvironmentPlan) => ({ plan, record: NO_RECORD });
  const cost = compareCost(billed(before), billed(after), changes, TODAY);
  const change = { before, after, ...changes, cost };
  if (of.topic !== undefined) {
    const topic = TOPICS.find(({ title }) => title === of.topic);
    if (!topic) throw new Error(`no topic has the title "${of.topic}"`);
    return topic.lines(change).map(textOf);
  }
  const lines = TOPICS.flatMap((topic) => topic.lines(change));
  const { known: further, unknown } = unjudged(change, TOPICS, lines);
  return [...lines, ...further, ...unknown].map(textOf);
}

const textOf = ({ level, harm, text }: TopicLine): string =>
  `${level}${harm === undefined ? "" : `, ${harm}`}: ${plain(text)}`;

const pairOfEnvironment = ({ environment, from = {}, to, edit }: EnvironmentCase): EnvironmentPair => ({
  environment,
  before: outputStacks(planWith(environment, from)),
  after: outputStacks(planWith(environment, to ?? from), edit),
});

const NAME = "small";

const pairOfBlocks = ({ layer = "cluster", beside, before, after }: BlockCase): EnvironmentPair => ({
  environment: NAME,
  before: stacksOf(layer, { ...beside, ...before }),
  after: stacksOf(layer, { ...beside, ...after }),
});

/** @param usual the layer of addresses without one */
const stacksOf = (usual: Layer, blocks: Blocks): OutputStack[] =>
  LAYERS.map((layer) => {
    const name = stackName(NAME, layer);
    const stack = new StackJson(name, jsonOf(layer, usual, blocks));
    return { environment: NAME, layer, folder: `stacks/${name}`, after: [], stack };
  });

function jsonOf(layer: Layer, usual: Layer, blocks: Blocks): JsonObject {
  const json: Editable = {};
  for (const [place, block] of Object.entries(blocks)) {
    const [first = "", second] = place.split("/");
    if ((second === undefined ? usual : first) === layer) setAt(json, pathOf(second ?? first), block);
  }
  return json;
}

/** `resource`, `aws_vpc`, `main` of `aws_vpc.main`. */
const pathOf = (address: string): string[] => {
  const path = address.split(".");
  return path.length === 2 && path[0]?.includes("_") ? ["resource", ...path] : path;
};

function setAt(holder: Editable, [key = "", ...rest]: readonly string[], value: JsonObject): void {
  if (rest.length === 0) holder[key] = value;
  else setAt((holder[key] ??= {}), rest, value);
}
