import { type Layer } from "../../../shared/terraform/layers";
import { CLUSTER_CAUSES } from "./cluster";
import { MODELS_CAUSES } from "./models";
import { NETWORK_CAUSES } from "./network";
import { PLATFORM_CAUSES } from "./platform";
import { STATE_CAUSES } from "./state";
import { type CauseTable } from "./table";

/** Settings that shape the blocks of each layer. */
export const CAUSES: Readonly<Record<Layer, CauseTable>> = {
  state: STATE_CAUSES,
  network: NETWORK_CAUSES,
  cluster: CLUSTER_CAUSES,
  platform: PLATFORM_CAUSES,
  models: MODELS_CAUSES,
};
