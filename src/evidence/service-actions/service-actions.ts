import { IndexedLines, extractFile } from "../../base/indexed-lines";
import { readJson } from "../../base/read-text";

/** A service as a line of the extract. */
export interface PackedService {
  /** Names of actions, by the kinds of resources that a statement can name for them; no kind for those with `*` only. */
  readonly actions: Readonly<Record<string, string>>;
  /** Condition keys of the service alone. */
  readonly keys: string;
  /** Other services whose ARNs its resources have. @default - none */
  readonly arns?: string;
  /**
   * Actions by the condition keys that they alone have, or after an exclamation mark lack.
   * @default - nothing tells which action has which key
   */
  readonly byAction?: Readonly<Record<string, string>>;
}

/** A service of the Service Authorization Reference. */
export interface ServiceActions {
  /** Actions in lowercase, since IAM ignores their case. */
  readonly actions: ReadonlyMap<string, DocumentedAction>;
  /** Condition keys, up to the name that a policy writes in them: `ec2:ResourceTag/`. */
  readonly keys: readonly string[];
  readonly keysOfActions: readonly KeysOfActions[];
  /** Services in the ARNs of its resources, itself first. */
  readonly arnServices: readonly string[];
}

/** Condition keys that some actions of their service have. */
interface KeysOfActions {
  readonly keys: readonly string[];
  /** In lowercase. */
  readonly actions: ReadonlySet<string>;
  /** Whether these actions are those without the keys. */
  readonly isExcept: boolean;
}

export interface DocumentedAction {
  /** As AWS writes it, without the prefix. */
  readonly name: string;
  /** Kinds of resources; none for an action that a statement can allow on `*` only. */
  readonly resources: readonly string[];
}

interface Index {
  readonly source: string;
  readonly date: string;
  /** Bytes of the line of each service, in the order of the lines. */
  readonly services: Readonly<Record<string, number>>;
}

/**
 * The actions of a prefix such as `sqs`; undefined for a service that the extract does not have. Each service is read
 * when it is first asked for.
 */
export function actionsOf(prefix: string): ServiceActions | undefined {
  const service = prefix.toLowerCase();
  if (!known.has(service)) known.set(service, read(service));
  return known.get(service);
}

/** Whether calls of an action have a condition key of its service; undefined where the extract does not tell it. */
export function actionHasKey(prefix: string, action: string, key: string): boolean | undefined {
  const found = actionsOf(prefix)?.keysOfActions.filter(({ keys }) =>
    keys.some((each) => isSameConditionKey(each, key)),
  );
  if (found === undefined || found.length === 0) return undefined;
  return found.some(({ actions, isExcept }) => actions.has(action.toLowerCase()) !== isExcept);
}

/** Whether a documented key, such as `aws:ResourceTag/` before any name, is the key of a policy. */
export function isSameConditionKey(documented: string, key: string): boolean {
  const [known, given] = [documented.toLowerCase(), key.toLowerCase()];
  return known === given || (/[/:]$/.test(known) && given.startsWith(known) && given.length > known.length);
}

/** Source and day of the extract. */
export const actionsExtract = (): { readonly source: string; readonly date: string } => load().index;

/** Prefixes of all services. */
export const actionPrefixes = (): readonly string[] => load().lines.names;

const known = new Map<string, ServiceActions | undefined>();

interface Loaded {
  readonly index: Index;
  /** A line for each service. */
  readonly lines: IndexedLines;
}

let loaded: Loaded | undefined;

function load(): Loaded {
  if (loaded) return loaded;
  const index = readJson(fileOf("service-actions.json"), {
    expected: "an index of the actions of AWS",
    fix: "install the package again",
  }) as Index;
  const lines = new IndexedLines(fileOf("service-actions.jsonl"), Object.entries(index.services));
  loaded = { index, lines };
  return loaded;
}

function read(service: string): ServiceActions | undefined {
  const line = load().lines.line(service);
  return line === undefined ? undefined : unpacked(service, line);
}

function unpacked(service: string, line: string): ServiceActions {
  const { actions, keys, arns = "", byAction = {} } = JSON.parse(line) as PackedService;
  return {
    actions: new Map(
      Object.entries(actions).flatMap(([kinds, names]) =>
        words(names).map((name) => [name.toLowerCase(), { name, resources: words(kinds) }]),
      ),
    ),
    keys: words(keys).map(conditionKeyStem),
    arnServices: [service, ...words(arns)],
    keysOfActions: Object.entries(byAction).map(([group, names]) => ({
      keys: words(group),
      actions: new Set(words(names.toLowerCase())),
      isExcept: names.startsWith("! "),
    })),
  };
}

/** A key up to the name that a policy writes in it, for which AWS has `${TagKey}`, `<key>` or `tag-key`. */
export const conditionKeyStem = (key: string): string => key.replace(/(\$\{|<|(?<=\/)tag-key$).*$/, "");

const words = (text: string): string[] => (text === "" ? [] : text.split(" "));

function fileOf(name: string): string {
  const file = extractFile("service-actions", name, (path) => require.resolve(path));
  if (file === undefined) throw new Error(`${name} is not beside the program; install the package again`);
  return file;
}
