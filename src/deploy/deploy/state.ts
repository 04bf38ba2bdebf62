import { existsSync } from "node:fs";
import { join } from "node:path";
import { userError } from "../../base/errors";
import { readJson, readText } from "../../base/read-text";
import { type Json, type JsonObject, asArray, asObject } from "../../terraform/stack-json";
import { Aws } from "./aws";
import { type Programs } from "./programs";
import { withAsyncScratch } from "../../base/scratch";
import { type DeployedStack } from "./stacks";

/** Location of a stack's state. */
export interface StateLocation {
  readonly bucket: string;
  readonly key: string;
  readonly region: string;
}

export function stateLocation({ json }: DeployedStack): StateLocation {
  const { bucket, key, region } = asObject(asObject(json.terraform["backend"])["s3"]);
  return { bucket: String(bucket), key: String(key), region: String(region) };
}

/** Lock of a state, as Terraform writes it. */
export interface StateLock {
  readonly id: string;
  readonly who: string;
  readonly created: string;
  readonly operation: string;
}

/** The states of an environment in its bucket. */
export class States {
  /** All resources, in one text. */
  private managed: Promise<string> | undefined;

  constructor(private readonly programs: Programs) {}

  /** Addresses of the resources in a stack's state, without data sources. None where there is no state. */
  async resources(stack: DeployedStack): Promise<string[]> {
    return managed(await this.state(stack));
  }

  /** Whether a resource in the states of the stacks has an id or ARN in its attributes. Data sources read objects of others, too. */
  async name(stacks: readonly DeployedStack[], id: string): Promise<boolean> {
    this.managed ??= Promise.all(stacks.map((each) => this.state(each))).then((all) =>
      JSON.stringify(
        all.flatMap((state) =>
          asArray(state?.["resources"]).filter((each) => asObject(each)["mode"] === "managed"),
        ),
      ),
    );
    return (await this.managed).includes(JSON.stringify(id));
  }

  /** A stack's state; undefined where there is none, or where it has no resources. */
  async deployed(stack: DeployedStack): Promise<JsonObject | undefined> {
    const state = await this.state(stack);
    return managed(state).length === 0 ? undefined : state;
  }

  private async state(stack: DeployedStack): Promise<JsonObject | undefined> {
    return (await this.notMoved(stack)) ?? (await this.object(stack, stateLocation(stack).key));
  }

  /**
   * The state in a stack's folder, where Terraform uses it. A first move by plain commands leaves a copy in the folder, and then
   * the bucket has the newer state.
   */
  async notMoved(stack: DeployedStack): Promise<JsonObject | undefined> {
    const local = localState(stack);
    const wasMoved = local !== undefined && usesBucket(stack) && (await this.exists(stack));
    return wasMoved ? undefined : local;
  }

  /** Whether the bucket has a state of the stack. */
  async exists(stack: DeployedStack): Promise<boolean> {
    return (await this.object(stack, stateLocation(stack).key)) !== undefined;
  }

  /** Lock of a state in the bucket. The system frees that of a local state when its process ends. */
  async lock(stack: DeployedStack): Promise<StateLock | undefined> {
    const info = await this.object(stack, `${stateLocation(stack).key}.tflock`);
    if (info === undefined) return undefined;
    const { ID, Who, Created, Operation } = info;
    return { id: String(ID), who: String(Who), created: String(Created), operation: String(Operation) };
  }

  /** A JSON object of the state bucket; undefined where object or bucket is missing. */
  private object(stack: DeployedStack, key: string): Promise<JsonObject | undefined> {
    const { bucket, region } = stateLocation(stack);
    return withAsyncScratch("state-", async (folder) => {
      const file = join(folder, "object.json");
      const answer = await new Aws(this.programs, region).try(
        ...["s3api", "get-object", "--bucket", bucket, "--key", key],
        file,
      );
      if ("value" in answer)
        return asObject(readJson(file, { place: `s3://${bucket}/${key}`, ...STATE }) as Json);
      if (/NoSuchKey|NoSuchBucket|\(404\)/.test(answer.error)) return undefined;
      throw userError({
        place: `s3://${bucket}/${key}`,
        got: answer.error.split("\n").at(-1) ?? "",
        expected: "the state, or no such object",
        fix: "check the credentials and their rights on the state bucket",
      });
    });
  }
}

const STATE = {
  expected: "a state that Terraform wrote",
  fix: "restore it from its backup or an earlier version; nothing was changed",
};

const INIT = {
  expected: "the record of an init",
  fix: "delete the folder .terraform, which the next init makes again",
};

/** Whether the last init of the folder connected it to the bucket. */
function usesBucket({ folder }: DeployedStack): boolean {
  const record = join(folder, ".terraform/terraform.tfstate");
  if (!existsSync(record)) return false;
  const { backend } = asObject(readJson(record, INIT) as Json);
  return asObject(backend)["type"] === "s3";
}

/** The state in a stack's folder, moved or not; undefined where there is none. */
export function localState({ folder }: DeployedStack): JsonObject | undefined {
  const file = join(folder, "terraform.tfstate");
  if (!existsSync(file) || readText(file, STATE).trim() === "") return undefined;
  const state = asObject(readJson(file, STATE) as Json);
  return managed(state).length === 0 ? undefined : state;
}

/** Addresses of the resources in a state, without data sources. */
export const managed = (state: JsonObject | undefined): string[] =>
  asArray(state?.["resources"])
    .map(asObject)
    .filter(({ mode, instances }) => mode === "managed" && asArray(instances).length > 0)
    .map(({ type, name }) => `${String(type)}.${String(name)}`);
