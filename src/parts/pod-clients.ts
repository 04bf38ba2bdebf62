import { type ComposedEnvironment, type Part } from "../platform/contract";
import { type TrafficRule } from "../platform/pod-traffic";

type PodClient = Part["contributes"]["podClients"][number];

/** Pods of parts that connect to the server of a part. */
export const podClientsOf = (
  { parts }: Pick<ComposedEnvironment, "parts">,
  server: string,
): readonly PodClient[] =>
  parts.flatMap(({ contributes }) => contributes.podClients).filter(({ to }) => to === server);

/** The same for the network policy of that server. */
export const podPeersOf = (
  environment: Pick<ComposedEnvironment, "parts">,
  server: string,
): TrafficRule["peers"] =>
  podClientsOf(environment, server).map(({ pods, namespace }) => ({ pods, namespace }));
