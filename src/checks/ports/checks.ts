import { type Check } from "../check";
import { entryBackend } from "./entry-backend";
import { foundEntry } from "./found-entry";
import { healthPath } from "./health-path";
import { probePort } from "./probe-port";
import { servicePortCheck } from "./service-port";
import { targetGroupPort } from "./target-group-port";

/** Checks of ports and health paths, from the container to the load balancer. */
export const PORTS_CHECKS: readonly Check[] = [
  probePort,
  servicePortCheck,
  entryBackend,
  targetGroupPort,
  foundEntry,
  healthPath,
];
