import { type Check } from "../check";
import { referencesResolve } from "../references-resolve";
import { teardownCluster } from "./teardown-cluster";
import { teardownController } from "./teardown-controller";
import { teardownNames } from "./teardown-names";
import { teardownNamespace } from "./teardown-namespace";
import { teardownNetwork } from "./teardown-network";
import { teardownPermissions } from "./teardown-permissions";
import { teardownVolumes } from "./teardown-volumes";
import { teardownWorkload } from "./teardown-workload";
import { webhooksFirst } from "./webhooks-first";

/** Checks of the order of a destroy. */
export const TEARDOWN_CHECKS: readonly Check[] = [
  referencesResolve,
  teardownCluster,
  teardownController,
  teardownNames,
  teardownNamespace,
  teardownNetwork,
  teardownPermissions,
  teardownVolumes,
  teardownWorkload,
  webhooksFirst,
];
