import { type IncomingMessage } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { type JsonObject, asArray, asObject } from "../../../../src/terraform/stack-json";
import { type Api } from "./api";

export type Change = "ADDED" | "MODIFIED" | "DELETED";

export type Listener = (change: Change, object: JsonObject) => void;

/** The objects of a collection, kept up to date by a watch. */
export class Watched {
  private readonly byPath = new Map<string, JsonObject>();
  private readonly listeners = new Set<Listener>();
  private stream: IncomingMessage | undefined;
  private isStopped = false;
  private version = "";

  private constructor(
    private readonly api: Api,
    private readonly path: string,
  ) {}

  /** Lists a collection and begins to watch it. */
  static async start(api: Api, path: string): Promise<Watched> {
    const watched = new Watched(api, path);
    const list = await api.send("GET", path);
    watched.version = String(asObject(list["metadata"])["resourceVersion"]);
    for (const item of asArray(list["items"]).map(asObject)) watched.byPath.set(keyOf(item), item);
    void watched.follow();
    return watched;
  }

  /** Objects of the collection. */
  get items(): readonly JsonObject[] {
    return [...this.byPath.values()];
  }

  /** Calls a listener for all objects and then for each change. */
  onChange(listener: Listener): () => void {
    this.listeners.add(listener);
    for (const item of this.items) listener("ADDED", item);
    return () => this.listeners.delete(listener);
  }

  /** Waits until a condition holds for the objects. It is looked at after each change, so a test sees no polling. */
  async until(
    condition: (items: readonly JsonObject[]) => boolean,
    what: string,
    limitMs = LIMIT_MS,
  ): Promise<readonly JsonObject[]> {
    return new Promise((resolve, reject) => {
      const done = () => {
        clearTimeout(timer);
        stop();
      };
      const timer = setTimeout(() => {
        done();
        reject(new Error(`${what}: not within ${limitMs / 1000} s`));
      }, limitMs);
      const look = () => {
        if (!condition(this.items)) return;
        done();
        resolve(this.items);
      };
      let stop = () => {};
      stop = this.onChange(look);
      look();
    });
  }

  /** Waits until the watch has delivered what a list of the collection shows now. */
  async caughtUp(): Promise<void> {
    const list = asArray((await this.api.send("GET", this.path))["items"]).map(asObject);
    const keys = new Set(list.map(keyOf));
    const isDelivered = (object: JsonObject): boolean =>
      revisionOf(this.byPath.get(keyOf(object)) ?? {}) >= revisionOf(object);
    await this.until(
      (items) => list.every(isDelivered) && items.every((item) => keys.has(keyOf(item))),
      `the changes of ${this.path}`,
    );
  }

  stop(): void {
    this.isStopped = true;
    this.stream?.destroy();
  }

  private async follow(): Promise<void> {
    while (!this.isStopped) {
      try {
        const query = `watch=true&allowWatchBookmarks=true&resourceVersion=${this.version}`;
        const separator = this.path.includes("?") ? "&" : "?";
        const stream = await this.api.open("GET", `${this.path}${separator}${query}`);
        this.stream = stream;
        let rest = "";
        stream.setEncoding("utf8");
        for await (const text of stream) {
          const lines = `${rest}${String(text)}`.split("\n");
          rest = lines.pop() ?? "";
          lines.filter((line) => line !== "").forEach((line) => this.take(JSON.parse(line) as JsonObject));
        }
      } catch {
        // A closed stream is opened again, from the last version.
        await wait(100);
      }
    }
  }

  private take(event: JsonObject): void {
    const object = asObject(event["object"]);
    const type = String(event["type"]);
    if (type === "ERROR") throw new Error(String(object["message"]));
    this.version = String(asObject(object["metadata"])["resourceVersion"]);
    if (type === "BOOKMARK") return;
    if (type === "DELETED") this.byPath.delete(keyOf(object));
    else this.byPath.set(keyOf(object), object);
    for (const listener of [...this.listeners]) listener(type as Change, object);
  }
}

/** Limit of a wait that ends earlier on every working machine; only a failed test reaches it. */
const LIMIT_MS = 90_000;

/**
 * Revision of the store that wrote an object, or that deleted it. All collections of a control plane share one count.
 *
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions (2026-11-21)
 */
export const revisionOf = (object: JsonObject): number =>
  Number(asObject(object["metadata"] ?? {})["resourceVersion"] ?? 0);

export const keyOf = (object: JsonObject): string => {
  const { namespace, name } = asObject(object["metadata"]);
  return `${String(namespace ?? "")}/${String(name)}`;
};
