import facts from "./harmless-additions.json";
import { own } from "../../base/own";
import { isOwn } from "../../infrastructure/accepted-blocks";
import { asArray, asObject, block, isTrue, type Json } from "../../terraform/stack-json";
import { type Edit, type ResourceChange } from "../change";
import { joinValues, type Phrase, say } from "../stages/phrase";
import { shownValue } from "../../terraform/shown-value";
import { isPolicyRead } from "./rights/judged-rights";
import { sentencesOf } from "./named";
import { type Change, isAt, type Topic, type TopicLine } from "./topic";
import { notJudgedIn } from "../../infrastructure/text-not-judged";

const { line } = sentencesOf("New blocks");

/** New resources: own ones of which checks judge every part, and generated ones that end, open and permit nothing. */
export const addedBlocks: Topic = {
  title: "New blocks",
  lines: (change) => change.resources.filter(isNew).flatMap((resource) => ownLines(change, resource)),
  judgesBlock: (resource, change) => resource.action === "add" && isJudged(resource, change),
};

/** True for a block that exists on the after side only, also without objects. */
const isNew = ({ before, after, handover }: ResourceChange): boolean =>
  before === undefined && after !== undefined && handover === undefined;

const isJudged = (resource: ResourceChange, change: Change): boolean =>
  resource.handover === undefined &&
  (isOwn(change.after, resource) ? openParts(resource, change).length === 0 : isHarmless(resource, change));

/** Parts of an own block that no check judges and no list calls harmless. */
function openParts({ layer, address, type, after }: ResourceChange, change: Change): readonly string[] {
  const stack = change.after.stack(layer);
  if (stack === undefined || after === undefined) return [address];
  return notJudgedIn(stack, { kind: "resource", labels: [type], body: after });
}

function ownLines(change: Change, resource: ResourceChange): TopicLine[] {
  if (!isOwn(change.after, resource)) return [];
  const programs = programsIn(resource.after?.["provisioner"]);
  if (programs.length > 0) return programs.map((program) => line("program", resource, { program }));
  if (resource.action === "none") return [line("without objects", resource)];
  if (isOfInternet(resource)) return [line("of the internet", resource)];
  return openParts(resource, change).length > 0 ? [] : [line("judged", resource)];
}

/** Load balancers are of the internet unless an argument says otherwise (hashicorp/aws 5.100.0, resource aws_lb, unconfirmed). */
const isOfInternet = ({ type, after }: ResourceChange): boolean =>
  /^aws_(lb|alb|elb)$/.test(type) && !isTrue(after?.["internal"]);

/** `local-exec curl …` for each provisioner. */
function programsIn(value: Json | undefined): Phrase[] {
  if (Array.isArray(value)) return asArray(value).flatMap((each) => programsIn(each));
  return Object.entries(asObject(value)).map(([name, settings]) => {
    const { command, script, inline } = block(settings);
    const program = command ?? script ?? inline;
    return program === undefined ? say`${name}` : say`${name} ${shownValue("command", program)}`;
  });
}

interface NewType {
  /** Arguments besides those that checks judge, as paths; `name.*` is everything below `name`. */
  readonly arguments: readonly string[];
  /** The argument that names the block that it sets something of. @default - it sets nothing of another block */
  readonly of?: string;
}

/**
 * Types of generated blocks whose appearance ends, opens and permits nothing by itself. Those that set something of another block are
 * harmless if that block is new too: on one that exists, a rule for the life of objects can delete them, and limits can refuse pods.
 */
const NEW_TYPES: Readonly<Record<string, NewType>> = facts.newTypes;

/** Whether a generated block has only parts that checks judge or that are harmless in a new block of the type. */
function isHarmless(resource: ResourceChange, change: Change): boolean {
  const { type, after } = resource;
  const known = own(NEW_TYPES, type);
  if (known === undefined || after === undefined || !isPolicyRead(type, after)) return false;
  const isKnown = (part: string): boolean =>
    known.arguments.some((each) => isBelow(part.split(" ")[0] ?? "", each));
  return (
    openParts(resource, change).every(isKnown) &&
    (known.of === undefined || isHolderNew(resource, known, change))
  );
}

const isBelow = (path: string, pattern: string): boolean =>
  pattern.endsWith(".*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern;

function isHolderNew(
  { layer, after }: ResourceChange,
  { of: argument = "" }: NewType,
  { after: plan, resources }: Change,
): boolean {
  const [first = "", second] = argument.split(".");
  const named = second === undefined ? after?.[first] : block(after?.[first])[second];
  const holder = plan.target({ layer, value: named });
  return holder !== undefined && resources.some((each) => isAt(holder)(each) && each.action === "add");
}

/** The names in a whole edit, for a line. */
export const namesInEdit = (edit: Edit, keys: readonly string[]): Phrase => {
  const config = asObject(edit.after ?? edit.before);
  const values = keys.flatMap((key) => {
    const value = config[key];
    return value === undefined || value === null ? [] : [shownValue(key, value)];
  });
  return values.length === 0 ? [] : say`: ${joinValues(values)}`;
};
