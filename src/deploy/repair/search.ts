import { defaultTags } from "../../infrastructure/text-references";
import { IDENTITY_TAG } from "../../facts/identity-tag";
import { own } from "../../base/own";
import { cpSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type UserError, userError } from "../../base/errors";
import { type Json, type JsonObject, asArray, asObject } from "../../terraform/stack-json";
import { Aws } from "../deploy/aws";
import { type Kubectl } from "../deploy/kubectl";
import { withAsyncScratch } from "../../base/scratch";
import { type Session, inFolder } from "../deploy/session";
import { type DeployedStack } from "../deploy/stacks";
import { AWS_RULES } from "./aws-rules";
import { KUBERNETES_RULES } from "./kubernetes-rules";
import { type IdRule } from "./rule";
import { counted } from "../../base/counted";
import { STACK_FILES } from "../../base/stack-files";

export interface Import {
  readonly to: string;
  readonly id: string;
}

interface Found {
  readonly imports: readonly Import[];
  /** Existing objects that are not imported, each with the reason. */
  readonly unclear: readonly string[];
  /** Changes of a plan with the imports. */
  readonly changes: readonly PlanChange[];
}

/** A change that a plan makes besides imports. */
export interface PlanChange {
  readonly address: string;
  readonly kind: "create" | "update" | "replace" | "destroy";
  /**
   * Arguments of an existing resource that force its replacement, or that the plan changes. Empty for one that is
   * created or destroyed.
   */
  readonly changed: readonly string[];
}

/** The rule of a resource, by its type and address. */
export type Rules = (type: string, address: string) => IdRule | undefined;

/** The rule of a resource type. Tests keep the table complete. */
export const idRuleOf = (type: string): IdRule | undefined =>
  own(AWS_RULES, type) ?? own(KUBERNETES_RULES, type);

export interface SearchProps {
  /** @default - the rules of a killed apply */
  readonly rules?: Rules;
  /**
   * Whether a resource that another tool made is imported, which can have a tag `environment` or `layer` of its own. A stack writes
   * both. @default false
   */
  readonly takesOver?: boolean;
}

/**
 * Finds what the next apply of a stack would create although it exists. Terraform plans in a copy of the folder, so nothing is
 * written. A plan with the imports found so far knows the ids that later ones need, so plans repeat until none is found.
 */
export const search = (
  session: Session,
  stack: DeployedStack,
  kubectl?: Kubectl,
  props: SearchProps = {},
): Promise<Found> => inCopy(stack, (copy) => new Search(session, stack, copy, kubectl, props).run());

/** The changes of the next plan, also of resources that it leaves. */
export const plannedChanges = (session: Session, stack: DeployedStack): Promise<readonly JsonObject[]> =>
  inCopy(stack, async (copy) => {
    const planned = await new Search(session, stack, copy, undefined, {}).plan();
    return planned === undefined ? [] : changesIn(planned);
  });

const inCopy = <Result>(
  { folder }: DeployedStack,
  work: (copy: string) => Promise<Result>,
): Promise<Result> =>
  withAsyncScratch("repair-", (copy) => {
    const filter = (path: string): boolean => ![".terraform", STACK_FILES.repair].includes(basename(path));
    cpSync(folder, copy, { recursive: true, filter });
    return work(copy);
  });

const FILE = "repair.tfplan";

/** ARNs, and ids that AWS chooses. Names are no proof: others use them too. */
const ID = /^(arn:.+|[a-z]+-[0-9a-f]{8,17}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

class Search {
  private readonly imports = new Map<string, string>();
  private readonly absent = new Set<string>();
  private readonly unclear = new Map<string, string>();

  constructor(
    private readonly session: Session,
    private readonly stack: DeployedStack,
    private readonly copy: string,
    private readonly kubectl: Kubectl | undefined,
    private readonly props: SearchProps,
  ) {}

  async run(): Promise<Found> {
    for (;;) {
      const planned = await this.plan();
      if (planned === undefined) continue;
      const added = await this.add(created(planned));
      if (added > 0) continue;
      await this.leaveOthers(planned);
      return {
        imports: [...this.imports].map(([to, id]) => ({ to, id })),
        unclear: [...this.unclear.values()],
        changes: changesIn(planned).flatMap((change) => changeOf(change, this.stack)),
      };
    }
  }

  /** The JSON of a plan with the imports; undefined if an object does not exist and was left out. */
  async plan(): Promise<JsonObject | undefined> {
    this.session.say(`  plans with ${counted(this.imports.size, "import")}`);
    const blocks = [...this.imports].map(([to, id]) => ({ to, id }));
    const file = join(this.copy, STACK_FILES.repair);
    if (blocks.length > 0) writeFileSync(file, JSON.stringify({ import: blocks }));
    else rmSync(file, { force: true });
    const options = ["-input=false", "-json", "-lock=false", "-refresh=false", `-out=${FILE}`];
    const { code, stdout, stderr } = await this.terraform("plan", ...options);
    if (code === 0) {
      const shown = await this.terraform("show", "-json", FILE);
      return asObject(JSON.parse(shown.stdout) as Json);
    }
    const errors = errorsIn(stdout);
    const missing = errors.flatMap((error) => this.missingIn(error) ?? []);
    if (missing.length === 0) throw failedPlan(this.stack, errors, stderr);
    for (const address of missing) {
      this.imports.delete(address);
      this.absent.add(address);
    }
    return undefined;
  }

  /** Address of an import whose object does not exist. */
  private missingIn({ summary, detail, address }: Problem): string | undefined {
    const text = `${summary} ${detail}`;
    if (!/non-existent remote object|not found|couldn't find/i.test(text)) return undefined;
    return [...this.imports.keys()].find((each) => address === each || text.includes(`"${each}"`));
  }

  /** Adds imports for what the plan creates. Returns the number of new ones. */
  private async add(creates: readonly Create[]): Promise<number> {
    let added = 0;
    for (const { address, type, values } of creates) {
      if ([this.absent, this.unclear, this.imports].some((known) => known.has(address))) continue;
      const rule = (this.props.rules ?? idRuleOf)(type, address);
      if (rule === undefined || "reason" in rule) continue;
      const ids = await this.idsOf(rule, address, values);
      if (ids === undefined) continue;
      const [id, ...others] = ids;
      if (id === undefined) this.absent.add(address);
      else if (others.length > 0)
        this.unclear.set(
          address,
          `${address}: ${ids.join(", ")} fit; import one by hand, and delete the others`,
        );
      else {
        this.imports.set(address, id);
        added += 1;
      }
    }
    return added;
  }

  /** Ids of a resource; undefined while the plan does not know what identifies it. */
  private async idsOf(
    rule: IdRule,
    address: string,
    values: JsonObject,
  ): Promise<readonly string[] | undefined> {
    if ("reason" in rule) return undefined;
    if ("id" in rule) {
      const id = rule.id(values);
      return id === undefined ? undefined : [id];
    }
    if (rule.needs.some((name) => values[name] === undefined || values[name] === null)) return undefined;
    if (address.startsWith("aws_")) {
      const aws = new Aws(this.session.programs, providerRegion(this.stack, address));
      return rule.find(values, (...call) => aws.get(...call), this.isStated);
    }
    const { kubectl } = this;
    return kubectl && rule.find(values, (...args) => kubectl.get(...args), this.isStated);
  }

  /** Leaves out what others can own. */
  private async leaveOthers(plan: JsonObject): Promise<void> {
    for (const { address: to, change } of changesIn(plan)) {
      const address = String(to);
      const id = this.imports.get(address);
      const reason = id === undefined ? undefined : await this.foreign(address, id, asObject(change));
      if (reason === undefined) continue;
      this.imports.delete(address);
      this.unclear.set(address, `${address}: ${id} exists with ${reason}`);
    }
  }

  /**
   * Why an object is not known to be the stack's. Its tag proves it, or a state that names it. What has no tags is the stack's where an
   * apply changes nothing, or where it names an object of the stack.
   */
  private async foreign(address: string, id: string, change: JsonObject): Promise<string | undefined> {
    const [before = {}, after = {}] = [change["before"], change["after"]].map(asObject);
    const [was = {}, is = {}] = [before["tags_all"], after["tags_all"]].map(asObject);
    const { takesOver = false } = this.props;
    if (takesOver && ["environment", "layer"].some((key) => was[key] === undefined)) return undefined;
    const other = ["environment", "layer"].find(
      (key) => was[key] !== undefined && is[key] !== undefined && was[key] !== is[key],
    );
    if (other !== undefined) return `the tag ${other}=${String(was[other])}; it belongs to another stack`;
    if (takesOver || !address.startsWith("aws_")) return undefined;
    const tag = defaultTags(this.stack.json)[IDENTITY_TAG];
    const isTagged = "tags_all" in before;
    if (isTagged ? tag !== undefined && was[IDENTITY_TAG] === tag : String(change["actions"]) !== "update")
      return undefined;
    const names = isTagged ? [id, String(before["arn"])] : (JSON.stringify(before).match(/[^"\\]+/g) ?? []);
    const known = new Set(isTagged ? [] : this.imports.values());
    for (const each of names.filter((name) => ID.test(name)))
      if (known.has(each) || (await this.isStated(each))) return undefined;
    const lacks = isTagged ? `no tag ${IDENTITY_TAG}=${String(tag)}` : "other values";
    const command = `${this.session.terraform} -chdir=${this.stack.folder} import ${address} ${id}`;
    return `${lacks}, and no state names it; if it is the environment's: ${command}`;
  }

  private readonly isStated = (id: string): Promise<boolean> =>
    this.session.states.name(this.session.all, id);

  private terraform(command: string, ...args: string[]) {
    return inFolder(this.session, this.stack).readIn(this.copy, command, ...args);
  }
}

interface Create {
  readonly address: string;
  readonly type: string;
  readonly values: JsonObject;
}

const changesIn = (plan: JsonObject): JsonObject[] => asArray(plan["resource_changes"]).map(asObject);

/** A change of a managed resource; none where the plan leaves it. */
function changeOf({ mode, address, change }: JsonObject, { json }: DeployedStack): PlanChange[] {
  const actions = asArray(asObject(change)["actions"]).map(String);
  const named = actions.length > 1 ? "replace" : actions[0] === "delete" ? "destroy" : actions[0];
  const kind = (["create", "update", "replace", "destroy"] as const).find((each) => each === named);
  if (mode !== "managed" || kind === undefined) return [];
  const declared = json.find(String(address).replace(/\[.*/, ""))?.config ?? {};
  return [{ address: String(address), kind, changed: changedArguments(asObject(change), declared) }];
}

/** Arguments that force the replacement, or declared ones that differ or are unknown. Tags are also those of the provider. */
function changedArguments(
  { before, after, replace_paths: paths }: JsonObject,
  declared: JsonObject,
): string[] {
  if (before === null || after === null) return [];
  const forcing = asArray(paths).map((path) => String(asArray(path)[0]));
  if (forcing.length > 0) return [...new Set(forcing)];
  const differs = (name: string) =>
    name in asObject(before) && !isDeepStrictEqual(asObject(before)[name], asObject(after)[name]);
  const names = Object.keys(declared).filter(differs);
  return [...new Set(differs("tags_all") ? [...names, "tags"] : names)];
}

/** The resources that a plan creates, with the values that it knows. */
const created = (plan: JsonObject): Create[] =>
  changesIn(plan)
    .filter(({ mode, change }) => mode === "managed" && String(asObject(change)["actions"]) === "create")
    .map(({ address, type, change }) => ({
      address: String(address),
      type: String(type),
      values: asObject(asObject(change)["after"]),
    }));

/** Region of the resource's provider. */
export function providerRegion({ json }: DeployedStack, address: string): string {
  const provider = json.find(address.replace(/\[.*/, ""))?.config["provider"];
  const alias = typeof provider === "string" ? provider.split(".")[1] : undefined;
  const providers = asArray(json.providers["aws"]).map(asObject);
  return String(providers.find((each) => each["alias"] === alias)?.["region"]);
}

interface Problem {
  readonly summary: string;
  readonly detail: string;
  readonly address: string | undefined;
}

/** Errors in the JSON lines of a plan. */
function errorsIn(lines: string): Problem[] {
  return lines
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => asObject(asObject(JSON.parse(line) as Json)["diagnostic"]))
    .filter(({ severity }) => severity === "error")
    .map(({ summary, detail, address }) => ({
      summary: String(summary),
      detail: String(detail ?? ""),
      address: typeof address === "string" ? address : undefined,
    }));
}

function failedPlan({ name }: DeployedStack, errors: readonly Problem[], stderr: string): UserError {
  const texts = errors.map(({ summary, detail, address }) =>
    [address, summary, detail].filter(Boolean).join(": "),
  );
  return userError({
    place: name,
    got: "a plan that fails",
    expected: "a plan, which shows what the stack would create",
    fix: "apply the layers before it, and correct the errors",
    details: texts.length > 0 ? texts : stderr.trim().split("\n"),
  });
}
