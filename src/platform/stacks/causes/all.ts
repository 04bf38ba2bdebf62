import { type Layer } from "../../../shared/terraform/layers";
import { CLUSTER_CAUSES } from "./cluster";
import { withParts } from "./merge";
import { MODELS_CAUSES } from "./models";
import { NETWORK_CAUSES } from "./network";
import { CAUSES_OF_PARTS } from "./of-parts";
import { PLATFORM_CAUSES } from "./platform";
import { STATE_CAUSES } from "./state";
import { type CauseTable } from "./table";

/** Settings that shape the blocks of each layer. */
export const CAUSES: Readonly<Record<Layer, CauseTable>> = {
  state: withParts("state", STATE_CAUSES, CAUSES_OF_PARTS),
  network: withParts("network", NETWORK_CAUSES, CAUSES_OF_PARTS),
  cluster: withParts("cluster", CLUSTER_CAUSES, CAUSES_OF_PARTS),
  platform: withParts("platform", PLATFORM_CAUSES, CAUSES_OF_PARTS),
  models: withParts("models", MODELS_CAUSES, CAUSES_OF_PARTS),
};
