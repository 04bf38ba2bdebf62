import { type PartCauses, type Shaped, type Topics } from "./table";

type Topic = keyof Topics<unknown>;

/** Keys whose actions bring the endpoints of their services. */
const ROLES_OF_THE_FILE = ["models[].permissions", "charts.*.role"];

/** Settings of topics that belong to no part. */
const OF_NO_PART: PartCauses = {
  shapes: {
    endpointServices: [
      "network.existing",
      "network.endpoints.interfaces",
      "network.endpoints.sagemakerRuntime",
      ...ROLES_OF_THE_FILE,
    ],
    endpointCharges: ROLES_OF_THE_FILE,
    mirrors: ["charts.*"],
  },
};

/** Settings of every row: one key shapes the roles of all parts. */
export const OF_ALL_ROWS: Shaped["by"] = { permissionsBoundary: "aws_iam_role:permissions_boundary" };

/** All settings of a row: its own, and those of parts by the topics that it names. */
export function settingsOf({ by, shapedBy = {} }: Shaped, parts: readonly PartCauses[]): Shaped["by"] {
  const settings: Record<string, string> = { ...by };
  for (const [topic, words] of Object.entries(shapedBy)) {
    for (const { shapes } of [OF_NO_PART, ...parts]) {
      for (const setting of shapes?.[topic as Topic] ?? []) {
        const known = settings[setting];
        settings[setting] = known === undefined ? words : `${known} ${words}`;
      }
    }
  }
  return settings;
}
