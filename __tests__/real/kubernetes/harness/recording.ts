import { type JsonObject } from "../../../../src/terraform/stack-json";
import { type Change, type Watched, keyOf, revisionOf } from "./watched";

/** The objects of some collections at one revision of the store. */
export type Moment<Name extends string> = Readonly<Record<Name, readonly JsonObject[]>>;

/**
 * Changes of some collections, in the order in which the store wrote them. Watches do not run in step, so the order of their
 * events proves nothing; the revisions do.
 */
export class Recording<Name extends string> {
  private readonly begin: Moment<Name>;
  private readonly changes: { readonly name: Name; readonly change: Change; readonly object: JsonObject }[] =
    [];
  private readonly stops: readonly (() => void)[];

  /** Begins with the objects that the collections have now. */
  constructor(private readonly collections: Readonly<Record<Name, Watched>>) {
    this.begin = this.each((watched) => watched.items);
    this.stops = Object.values(
      this.each((watched, name) =>
        watched.onChange((change, object) => this.changes.push({ name, change, object })),
      ),
    );
  }

  /** Stops when all changes until now are recorded. */
  async end(): Promise<void> {
    await Promise.all(Object.values<Watched>(this.collections).map((watched) => watched.caughtUp()));
    this.stop();
  }

  stop(): void {
    this.stops.forEach((stop) => stop());
  }

  /** The collections at the begin and after each change, oldest first. */
  *moments(): Generator<Moment<Name>> {
    const objects = this.each((_, name) => new Map(this.begin[name].map((each) => [keyOf(each), each])));
    const moment = () => this.each((_, name) => [...objects[name].values()]);
    yield moment();
    const inOrder = [...this.changes].sort((a, b) => revisionOf(a.object) - revisionOf(b.object));
    for (const { name, change, object } of inOrder) {
      if (change === "DELETED") objects[name].delete(keyOf(object));
      else objects[name].set(keyOf(object), object);
      yield moment();
    }
  }

  private each<Value>(valueOf: (watched: Watched, name: Name) => Value): Record<Name, Value> {
    const entries = Object.entries<Watched>(this.collections).map(([name, watched]) => [
      name,
      valueOf(watched, name as Name),
    ]);
    return Object.fromEntries(entries) as Record<Name, Value>;
  }
}
