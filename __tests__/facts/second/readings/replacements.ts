import { effectOf } from "../../../../src/facts/replacement-attributes";
import second from "../replacement-effects.json";
import { type SecondReading, differing } from "../reading";

interface SecondEffects {
  /** Arguments that replace the resource, separated by spaces. @default - none */
  readonly replace?: string;
  /** Arguments that update it. @default - none */
  readonly update?: string;
}

const EFFECTS = ["replace", "update"] as const;

export const READINGS: readonly SecondReading[] = [
  {
    title: "effects of arguments: the registry of CloudFormation",
    differences: () =>
      Object.entries(second.types as Readonly<Record<string, SecondEffects>>).flatMap(([type, effects]) =>
        EFFECTS.flatMap((effect) =>
          (effects[effect]?.split(" ") ?? []).flatMap((path) =>
            differing(`change of ${type} ${path}`, effectOf(type, path, "changed"), effect),
          ),
        ),
      ),
  },
];
