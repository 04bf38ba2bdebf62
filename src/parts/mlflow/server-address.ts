import { serverSelector } from "./labels";
import { MLFLOW } from "./names";
import { type TrafficRule } from "../../platform/pod-traffic";

/** Port of the server in the image. */
export const SERVER_PORT = 5000;

/** Pods of the server, for network policies of its clients. */
export const MLFLOW_SERVER: TrafficRule = {
  peers: [{ pods: serverSelector(MLFLOW), namespace: MLFLOW }],
  ports: [SERVER_PORT],
};

/** Address of its Service for clients in other namespaces. */
export const MLFLOW_URI = `http://${MLFLOW}.${MLFLOW}.svc.cluster.local`;
