import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type Json, type JsonObject, StackJson, asObject } from "../../../../src/terraform/stack-json";
import { type CommandLine, type Finished, Programs } from "../../../../src/deploy/deploy/programs";
import { type Session } from "../../../../src/deploy/deploy/session";
import { States } from "../../../../src/deploy/deploy/state";
import { workFolder } from "../../../support/published-output";
import { type HelmWorld, keyOf, patched } from "./helm";
import { STACK_FILES } from "../../../../src/base/stack-files";

const work = workFolder("release-world");

const ADDRESS = "helm_release.app";

/** A stack with one release in a cluster of a `HelmWorld`: its file, its state, and Terraform with the Helm provider. */
export class ReleaseMachine {
  readonly folder = mkdtempSync(join(work, "stack-"));
  readonly said: string[] = [];
  readonly calls: string[] = [];
  /** Volumes and other objects that kubectl lists. */
  volumes: JsonObject[] = [];
  listed: JsonObject[] = [];
  /** Resources of Kubernetes that the file plans. */
  planned: readonly (readonly [type: string, values: JsonObject])[] = [];

  /** @param state values that the state has, and its revision */
  constructor(
    readonly world: HelmWorld,
    public file: JsonObject,
    public state: { values: JsonObject; revision: number } | undefined,
  ) {}

  session(answer = true): Session {
    const json = new StackJson("test-models", {
      terraform: { backend: { s3: { bucket: "b", key: "k", region: "eu-west-1" } } },
      provider: { kubernetes: [{}], helm: [{}], aws: [{ region: "eu-west-1" }] },
      resource: { helm_release: { app: { name: "app", namespace: "apps" } } },
    });
    const { folder } = this;
    const stack = { environment: "test", layer: "models", name: "test-models", folder, json } as const;
    const programs = new FakePrograms(this);
    return {
      programs,
      states: new States(programs),
      terraform: "terraform",
      all: [stack],
      chosen: [stack],
      say: (line) => void this.said.push(line),
      ask: () => Promise.resolve(answer),
      pace: { interval: 1, limit: 1 },
      scripts: folder,
    };
  }

  /** Whether the provider plans an upgrade: it compares the file with the state, and reads the status of the last revision. */
  get isPlanned(): boolean {
    const { state, world } = this;
    return (
      state === undefined || !same(this.file, state.values) || world.revisions.at(-1)?.status !== "deployed"
    );
  }

  /** The next `deploy`, with the import blocks of a repair. */
  deploy(): void {
    const exists = this.world.revisions.length > 0;
    if (this.state === undefined && exists && !existsSync(join(this.folder, STACK_FILES.repair)))
      throw new Error("cannot re-use a name that is still in use");
    // The provider keeps the revision in a plan that differs by the status alone.
    if (this.isPlanned && this.state !== undefined && same(this.file, this.state.values))
      throw new Error("Provider produced inconsistent result after apply");
    if (this.isPlanned) this.world.upgrade(this.file);
    rmSync(join(this.folder, STACK_FILES.repair), { force: true });
    this.state = { values: this.file, revision: this.world.revisions.at(-1)?.version ?? 0 };
  }

  /** A plan without a refresh. An import has no values, so that it is updated. */
  plan(isImported: boolean): JsonObject {
    const { state } = this;
    const release = (values: JsonObject) => ({
      name: "app",
      namespace: "apps",
      values: [JSON.stringify(values)],
    });
    const change = {
      actions: state
        ? [same(this.file, state.values) ? "no-op" : "update"]
        : [isImported ? "update" : "create"],
      before: state ? { ...release(state.values), metadata: { revision: state.revision } } : null,
      after: release(this.file),
    };
    const others = this.planned.map(([type, values], index) => ({
      address: `${type}.n${index}`,
      mode: "managed",
      type,
      change: { actions: ["no-op"], before: values, after: values },
    }));
    return {
      resource_changes: [{ address: ADDRESS, mode: "managed", type: "helm_release", change }, ...others],
    };
  }

  kubectl(args: readonly string[]): Finished {
    const text = args.join(" ");
    const given = (option: string): string => args[args.indexOf(option) + 1] ?? "";
    if (text.includes("get secrets")) return answer({ items: this.world.secrets });
    if (text.includes("get persistentvolumes")) return answer({ items: this.volumes });
    if (text.includes(" get ")) return answer({ items: this.listed });
    if (text.includes("delete secret")) return this.withoutSecret(args.at(-1) ?? "");
    if (text.includes("patch secret"))
      return this.withPatchedSecret(given("secret"), readJson(given("--patch-file")));
    if (text.includes("patch persistentvolume ")) return answer({});
    const object = readJson(given("-f"));
    if (text.includes(" delete ")) this.world.objects.delete(keyOf(object));
    else {
      const live = this.world.objects.get(keyOf(object));
      if (live === undefined)
        return { code: 1, stdout: "", stderr: "Error from server (NotFound): not found" };
      this.world.objects.set(keyOf(object), patched(live, readJson(given("--patch-file"))));
    }
    return answer({});
  }

  private withoutSecret(secret: string): Finished {
    this.world.revisions = this.world.revisions.filter(({ version }) => !secret.endsWith(`.v${version}`));
    return answer({});
  }

  /** Takes the status of the stored text and of the label, which Helm reads both. */
  private withPatchedSecret(secret: string, { metadata, data }: JsonObject): Finished {
    const stored = Buffer.from(String(asObject(data)["release"]), "base64").toString();
    const { info } = JSON.parse(gunzipSync(Buffer.from(stored, "base64")).toString()) as JsonObject;
    const { status } = asObject(asObject(metadata)["labels"]);
    if (asObject(info)["status"] !== status) throw new Error("the label differs from the stored status");
    for (const each of this.world.revisions)
      if (secret.endsWith(`.v${each.version}`)) each.status = String(status);
    return answer({});
  }
}

const same = (one: JsonObject, other: JsonObject): boolean => JSON.stringify(one) === JSON.stringify(other);

const readJson = (file: string): JsonObject => JSON.parse(readFileSync(file, "utf8")) as JsonObject;

const answer = (value: Json): Finished => ({ code: 0, stdout: JSON.stringify(value), stderr: "" });

class FakePrograms extends Programs {
  constructor(private readonly machine: ReleaseMachine) {
    super({}, { err: () => undefined });
  }

  override run(line: CommandLine): Promise<number> {
    this.machine.calls.push(line.join(" "));
    if (line.includes("rm")) this.machine.state = undefined;
    return Promise.resolve(0);
  }

  override read([program, ...args]: CommandLine): Promise<Finished> {
    this.machine.calls.push([program, ...args].join(" "));
    if (program === "kubectl") return Promise.resolve(this.machine.kubectl(args));
    if (args.includes("get-object"))
      return Promise.resolve({ code: 254, stdout: "", stderr: "An error occurred (NoSuchKey)" });
    const folder = args.find((each) => each.startsWith("-chdir="))?.slice("-chdir=".length) ?? "";
    return Promise.resolve(
      answer(args.includes("show") ? this.machine.plan(existsSync(join(folder, STACK_FILES.repair))) : {}),
    );
  }
}
