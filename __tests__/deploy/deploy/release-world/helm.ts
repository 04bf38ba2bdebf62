import { isDeepStrictEqual } from "node:util";
import { gzipSync } from "node:zlib";
import { type Json, type JsonObject, asArray, asObject } from "../../../../src/terraform/stack-json";

/*
 * Upgrades as Helm makes them, with the steps after which a killed apply can end. Source: helm/helm v3.18.5, pkg/action/upgrade.go,
 * rollback.go and pkg/kube/client.go (read 2026-11-29).
 */

export interface StoredRevision {
  readonly version: number;
  status: string;
  readonly values: JsonObject;
  readonly objects: readonly JsonObject[];
}

/** A cluster with the objects and revisions of one release. */
export class HelmWorld {
  readonly objects = new Map<string, JsonObject>();
  revisions: StoredRevision[] = [];

  /** @param render objects of the chart with values */
  constructor(private readonly render: (values: JsonObject) => readonly JsonObject[]) {}

  /** Installs or upgrades the release, and ends after a number of steps. Returns whether it has ended by itself. */
  upgrade(values: JsonObject, steps = Infinity): boolean {
    const last = this.revisions.at(-1);
    if (last?.status.startsWith("pending-")) throw new Error("another operation is in progress");
    const current = this.current(last);
    const next: StoredRevision = {
      version: (last?.version ?? 0) + 1,
      status: last ? "pending-upgrade" : "pending-install",
      values,
      objects: this.render(values),
    };
    return inSteps(steps, [
      () => void this.revisions.push(next),
      ...this.changes(current?.objects ?? [], next.objects),
      () => {
        if (current) current.status = "superseded";
      },
      () => {
        next.status = "deployed";
      },
    ]);
  }

  /** An upgrade that fails after all its changes and is rolled back, as `atomic` asks for. */
  failedUpgrade(values: JsonObject, steps: number): boolean {
    const deployed = this.revisions.at(-1);
    if (deployed === undefined) throw new Error("no revision");
    const all = this.render(values).length + 2;
    if (!this.upgrade(values, all)) {
      const failed = this.revisions.at(-1);
      const rollback: StoredRevision = {
        ...deployed,
        version: deployed.version + 2,
        status: "pending-rollback",
      };
      return inSteps(steps, [
        () => {
          if (failed) failed.status = "failed";
        },
        () => void this.revisions.push(rollback),
        ...this.changes(failed?.objects ?? [], rollback.objects),
        () => {
          deployed.status = "superseded";
          rollback.status = "deployed";
        },
      ]);
    }
    throw new Error("the upgrade has ended");
  }

  /** `helm rollback`, which takes the last revision as the one to change. */
  rollback(version: number): void {
    const last = this.revisions.at(-1);
    const target = this.revisions.find((each) => each.version === version);
    if (last === undefined || target === undefined) throw new Error("no such revision");
    for (const step of this.changes(last.objects, target.objects)) step();
    for (const each of this.revisions) if (each.status === "deployed") each.status = "superseded";
    this.revisions.push({ ...target, version: last.version + 1, status: "deployed" });
  }

  /** The revision from which Helm upgrades. */
  private current(last: StoredRevision | undefined): StoredRevision | undefined {
    if (last === undefined || last.status === "deployed") return last;
    const deployed = this.revisions.findLast(({ status }) => status === "deployed");
    if (deployed) return deployed;
    if (last.status === "failed" || last.status === "superseded") return last;
    throw new Error("the release has no deployed revision");
  }

  private changes(original: readonly JsonObject[], target: readonly JsonObject[]): (() => void)[] {
    const find = (objects: readonly JsonObject[], key: string) => objects.find((each) => keyOf(each) === key);
    return [
      ...target.map((object) => () => {
        const key = keyOf(object);
        const live = this.objects.get(key);
        // Objects that the revision lacks are taken over: they are compared with themselves.
        const before = find(original, key) ?? object;
        this.objects.set(key, live ? updated(before, object, live) : object);
      }),
      () => {
        for (const object of original) if (!find(target, keyOf(object))) this.objects.delete(keyOf(object));
      },
    ];
  }

  /** The Secrets of the revisions. */
  get secrets(): JsonObject[] {
    return this.revisions.map(({ version, status, values, objects }) => {
      const manifest = objects.map((each) => `---\n${JSON.stringify(each)}\n`).join("");
      const text = JSON.stringify({
        name: "app",
        info: { status, notes: '"status":"unknown"' },
        config: values,
        manifest,
      });
      const release = Buffer.from(gzipSync(text).toString("base64")).toString("base64");
      return {
        metadata: {
          name: `sh.helm.release.v1.app.v${version}`,
          labels: { version: String(version), status },
        },
        data: { release },
      };
    });
  }
}

function inSteps(number: number, steps: readonly (() => void)[]): boolean {
  for (const step of steps.slice(0, number)) step();
  return number >= steps.length;
}

export const keyOf = ({ kind, metadata }: JsonObject): string =>
  `${String(kind)}/${String(asObject(metadata)["name"])}`;

/** Kinds of the API are merged with the live object; for custom resources, only the two revisions are compared. */
const updated = (before: JsonObject, target: JsonObject, live: JsonObject): JsonObject =>
  String(target["apiVersion"]).includes(".")
    ? patched(live, twoWay(before, target))
    : (threeWay(before, target, live) as JsonObject);

function threeWay(before: Json | undefined, target: Json, live: Json | undefined): Json {
  if (isNamed(target) && isNamed(live)) {
    const names = (list: Json | undefined) => asArray(list).map((each) => asObject(each)["name"]);
    const kept = live.filter((each) => {
      const { name } = asObject(each);
      return !names(before).includes(name ?? null) || names(target).includes(name ?? null);
    });
    return [
      ...kept.map((each) => {
        const same = (list: Json | undefined) =>
          asArray(list).find((item) => asObject(item)["name"] === asObject(each)["name"]);
        const wanted = same(target);
        return wanted === undefined ? each : threeWay(same(before), wanted, each);
      }),
      ...target.filter((each) => !names(live).includes(asObject(each)["name"] ?? null)),
    ];
  }
  if (!isMap(target) || !isMap(live)) return target;
  const isRemoved = (key: string) => key in asObject(before) && !(key in target);
  const result: Record<string, Json> = Object.fromEntries(
    Object.entries(live).filter(([key]) => !isRemoved(key)),
  );
  for (const [key, value] of Object.entries(target))
    result[key] = threeWay(asObject(before)[key], value, live[key]);
  return result;
}

const isNamed = (value: Json | undefined): value is Json[] =>
  Array.isArray(value) && value.length > 0 && value.every((each) => isMap(each) && "name" in each);

const isMap = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A merge patch between two objects. */
function twoWay(from: JsonObject, to: JsonObject): JsonObject {
  const patch: Record<string, Json> = {};
  for (const key of Object.keys(from)) if (!(key in to)) patch[key] = null;
  for (const [key, value] of Object.entries(to)) {
    const old = from[key];
    if (isDeepStrictEqual(old, value)) continue;
    patch[key] = isMap(old) && isMap(value) ? twoWay(old, value) : value;
  }
  return patch;
}

/** An object with a merge patch (RFC 7386). */
export function patched(object: JsonObject, patch: JsonObject): JsonObject {
  const changed = Object.entries(patch).map(([key, value]): [string, Json] => {
    const old = object[key];
    return [key, isMap(value) ? patched(isMap(old) ? old : {}, value) : value];
  });
  return Object.fromEntries(
    Object.entries({ ...object, ...Object.fromEntries(changed) }).filter(([, value]) => value !== null),
  );
}
