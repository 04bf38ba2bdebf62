import { type Check } from "../check";
import { addonKnown } from "./addon-known";
import { addonVersion } from "./addon-version";
import { addonsComplete } from "./addons-complete";
import { autoscaledCounts } from "./autoscaled-counts";
import { chartFitsVersion } from "./chart-fits-version";
import { crdsUpgrade } from "./crds-upgrade";
import { disruptionBudget } from "./disruption-budget";
import { kubernetesSupport } from "./kubernetes-support";
import { kubernetesVersion } from "./kubernetes-version";
import { nodeAmi } from "./node-ami";
import { nodeDrainTime } from "./node-drain-time";
import { nodeReleaseAge } from "./node-release-age";
import { nodeVersion } from "./node-version";
import { podSecurityVersion } from "./pod-security-version";
import { spotDrainTime } from "./spot-drain-time";
import { versionsRecorded } from "./versions-recorded";

/** Checks of versions and upgrades. */
export const LIFECYCLE_CHECKS: readonly Check[] = [
  addonKnown,
  addonVersion,
  addonsComplete,
  autoscaledCounts,
  chartFitsVersion,
  crdsUpgrade,
  disruptionBudget,
  kubernetesSupport,
  kubernetesVersion,
  nodeAmi,
  nodeDrainTime,
  nodeReleaseAge,
  nodeVersion,
  podSecurityVersion,
  spotDrainTime,
  versionsRecorded,
];
