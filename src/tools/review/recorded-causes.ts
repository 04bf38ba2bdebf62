import { EVERYTHING, EXISTS, KEYS, type ShapingSetting } from "../../shared/terraform/cause-record";
import { type EnvironmentRecord } from "../../proof/terraform-json/environment-record";
import { nested } from "../../proof/terraform-json/settings";
import { type SettingChange, type SettingChanges, named } from "./setting-changes";

/** A setting by the path of a review. */
interface NamedSetting extends Pick<ShapingSetting, "shapes" | "item"> {
  readonly path: string;
  /** True for the set of keys of a mapping. */
  readonly keysOnly: boolean;
}

/** The side that has a block. */
export type Side = "before" | "after";

/** The causes that one synth recorded, by block: `network/aws_vpc.main`. */
export class RecordedCauses {
  private readonly byBlock: ReadonlyMap<string, readonly NamedSetting[]>;

  constructor({ settings: all, causes }: Pick<EnvironmentRecord, "settings" | "causes">) {
    const config = nested(all);
    this.byBlock = new Map(
      causes.flatMap(({ layer, addresses, settings }) => {
        const some = settings.map(({ path, shapes, item }): NamedSetting => {
          const keysOnly = path.at(-1) === KEYS;
          const name = named(keysOnly ? path.slice(0, -1) : path, config);
          return { path: name, keysOnly, shapes, ...(item === undefined ? {} : { item }) };
        });
        return addresses.map((address) => [`${layer}/${address}`, some] as const);
      }),
    );
  }

  has(block: string): boolean {
    return this.byBlock.has(block);
  }

  /** Changes of settings that shape an argument of a block. */
  ofArgument(block: string, argument: string, changes: SettingChanges): SettingChange[] {
    const shaping = this.shaping(block, (word) => covers(word, argument) || covers(argument, word));
    return changes.inOrder(
      shaping.flatMap(({ path, keysOnly }) =>
        changes.within(path).filter((change) => !keysOnly || isOnOneSide(change)),
      ),
    );
  }

  /** Changes of settings that a block exists for. */
  ofExistence(block: string, side: Side, changes: SettingChanges): SettingChange[] {
    const shaping = this.shaping(block, (word) => word === EXISTS);
    return withoutParts(
      changes.inOrder(
        shaping.flatMap((setting) =>
          changes.within(setting.path).filter((change) => decidesExistence(setting, change, side)),
        ),
      ),
    );
  }

  private shaping(block: string, matches: (word: string) => boolean): NamedSetting[] {
    const settings = this.byBlock.get(block) ?? [];
    return settings.filter(({ shapes }) => shapes.some((word) => word === EVERYTHING || matches(word)));
  }
}

/** True if an argument is another one or inside of it. An empty one is a whole block. */
const covers = (outer: string, argument: string): boolean =>
  outer === "" || argument === outer || argument.startsWith(`${outer}.`);

const isOnOneSide = ({ before, after }: SettingChange): boolean =>
  before === undefined || after === undefined;

/** A new or removed item is its name: its other settings appear or disappear with it. */
function withoutParts(changes: readonly SettingChange[]): SettingChange[] {
  const items = changes
    .filter((change) => isOnOneSide(change) && change.path.endsWith(NAME))
    .map(({ path }) => path.slice(0, -NAME.length));
  const isPart = ({ path }: SettingChange): boolean =>
    !path.endsWith(NAME) && items.some((item) => path.startsWith(`${item}.`));
  return changes.filter((change) => !isPart(change));
}

const NAME = ".name";

/** A value inside of a setting counts if it appears or disappears. */
function decidesExistence({ path, item, shapes }: NamedSetting, change: SettingChange, side: Side): boolean {
  if (item !== undefined)
    return decidesItem(item, change[side], change[side === "after" ? "before" : "after"]);
  return change.path === path || shapes.includes(EVERYTHING) || isOnOneSide(change);
}

/** True if an item is in the value of the side with the block only. A default, which the file does not have, can contain it. */
function decidesItem(item: string | number, present: Value, absent: Value): boolean {
  if (contains(absent, item)) return false;
  return contains(present, item) || (present === undefined && Array.isArray(absent));
}

type Value = SettingChange["before"];

const contains = (value: Value, item: string | number): boolean => [value].flat().includes(item);
