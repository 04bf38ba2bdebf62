export { type ServerAt, serverAt } from "./model/server-at";
export { mlflowServersOf } from "./model/servers";
export { trackingProblems, trackingNeeds } from "./model/tracking";
