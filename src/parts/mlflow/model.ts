export { type ServerAt, serverAt } from "./model/server-at";
export { mlflowServersOf } from "./model/servers";
export { addressProblems, trackingNeeds } from "./model/tracking";
