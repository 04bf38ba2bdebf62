export { type NodesAtRest, nodesAtRest } from "./model/at-rest";
export { nodeSchedules } from "./model/node-schedules";
export { replicaSchedulesOf, restingDeployments } from "./model/replica-schedules";
export { SCALED, scalingProblems } from "./model/scaling-role";
export { isSame, schedulesOf, sizesOf, weekOf } from "./model/week";
export { MINUTES_A_WEEK, hoursText } from "./model/weekly-cron";
export { type ZonalVolume, zonalVolumesOf, zonesOfGroup } from "./model/zonal-volumes";
