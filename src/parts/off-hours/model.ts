export { replicaSchedulesOf, restingDeployments } from "./model/replica-schedules";
