import { z } from "../../base/zod";
import { NPX } from "../../base/program-name";
import { AMI_TYPES } from "../../facts/instance-types";
import { NODE_RELEASES } from "../../facts/node-releases";
import { expects } from "../expects";
import { byKey } from "../values";
import { freeText } from "./values";

/** Versions of what EKS installs. @param addons names of EKS add-ons */
export const clusterVersions = (addons: readonly string[]) => ({
  addonVersions: z
    .partialRecord(z.enum(addons), freeText(60))
    .overwrite(byKey)
    .default({})
    .describe(
      `EKS add-on versions by add-on name, such as \`v1.13.2-eksbuild.21\`. They override the catalog. Record all of them, so that an unrelated apply upgrades none; \`${NPX} lock versions\` prints the commands and the lines.`,
    ),
  nodeReleases: z
    .partialRecord(
      z.enum(AMI_TYPES),
      z
        .string()
        .regex(
          NODE_RELEASES.form,
          expects(
            "a release of an EKS AMI such as 1.36.2-20260818, or of Bottlerocket such as 1.47.0-6154605b",
            `run ${NPX} lock versions, which prints the command that reads it`,
          ),
        ),
    )
    .overwrite(byKey)
    .default({})
    .describe(
      `Releases of the nodes' AMIs by AMI type, such as \`1.36.2-20260818\`, or \`1.47.0-6154605b\` of Bottlerocket. A newer one replaces the nodes in a rolling update. Without one, EKS chooses the newest release when it creates a node group, and never patches its nodes. \`${NPX} lock versions\` prints the commands and the lines.`,
    ),
});
