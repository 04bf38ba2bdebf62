import { ENVIRONMENT_NAME } from "../../environment/environment-files";
import { GP3_LIMITS } from "../../facts/gp3";
import { EKS_REGIONS, zonesWithoutEks } from "../../facts/regions";
import { type SettingRecord } from "../../terraform/environment-record";
import { type Validation, validation, validationsOf } from "../variables/limits";
import { type Scalar } from "./scalars";

/** The bounds of the schema, and those that rules of the environment set between two values of a module. */
export function scalarValidations(
  scalar: Scalar,
  name: string,
  names: ReadonlyMap<Scalar, string>,
  settings: readonly SettingRecord[],
): Validation[] {
  const { path, value, choices } = scalar;
  const beside = (key: string): string | undefined =>
    [...names].find(([other]) => other.path.join("\n") === [...path.slice(0, -1), key].join("\n"))?.[1];
  const minimumBeside = (key: string): Validation[] => {
    const other = beside(key);
    const place = [...path.slice(0, -1), key].join("\n");
    // A minimum that is no variable is in the module as it is.
    const fixed = settings.find((each) => each.path.join("\n") === place)?.value;
    if (other === undefined && typeof fixed !== "number") return [];
    const least = other === undefined ? String(fixed) : `var.${other}`;
    const words = other ?? `${fixed}, the minimum`;
    return key === "min" && hasAlerts(settings)
      ? [
          validation(
            `var.${name} > ${least}`,
            `Expected more than ${words}: the alert on the maximum would not end.`,
          ),
        ]
      : [validation(`var.${name} >= ${least}`, `Expected no less than ${words}.`)];
  };
  return [
    ...(path.length === 0
      ? nameValidation(name)
      : choices
        ? choiceValidation([value, ...choices], name)
        : validationsOf(name, path)),
    ...(path.length === 1 && path[0] === "region" ? regionValidation(String(scalar.value), name) : []),
    ...BETWEEN.flatMap(([key, least]) => (path.at(-1) === key ? minimumBeside(least) : [])),
    ...iopsValidation(path.at(-1) === "diskIops" ? beside("diskGiB") : undefined, name),
  ];
}

/** Whether a model at its maximum raises an alert. */
const hasAlerts = (settings: readonly SettingRecord[]): boolean =>
  settings.some(({ path: [section, part] }) => section === "components" && part === "alerts");

/** The form of the name of an environment's file. */
const nameValidation = (name: string): Validation[] => [
  validation(
    `can(regex(${JSON.stringify(ENVIRONMENT_NAME.pattern.source)}, var.${name}))`,
    `Expected ${ENVIRONMENT_NAME.inWords}.`,
  ),
];

/** The values of a choice that change nothing but its places. */
const choiceValidation = (values: readonly (string | number)[], name: string): Validation[] => [
  validation(`contains(${JSON.stringify(values)}, var.${name})`, `Expected one of ${values.join(", ")}.`),
];

/** Maxima, each with its minimum. */
const BETWEEN = [
  ["max", "min"],
  ["maxPerZone", "minPerZone"],
] as const;

const iopsValidation = (disk: string | undefined, name: string): Validation[] =>
  disk === undefined
    ? []
    : [
        validation(
          `var.${name} <= ${GP3_LIMITS.iops.perGiB} * var.${disk}`,
          `Expected at most ${GP3_LIMITS.iops.perGiB} for each GiB of ${disk}.`,
        ),
      ];

/** Regions of the same partition whose zones have EKS as those of the present region: others have other blocks. */
function regionValidation(present: string, name: string): Validation[] {
  const others = EKS_REGIONS.filter(
    (each) =>
      each !== present &&
      (zonesWithoutEks(each).length > 0 || each.startsWith("us-gov-") !== present.startsWith("us-gov-")),
  );
  return [
    validation(
      `!contains(${JSON.stringify(others)}, var.${name})`,
      `Expected a region in which each zone has EKS, of the partition of ${present}.`,
    ),
  ];
}
