import { Pod, type PodProps } from "./pod";
import { Postgres } from "./postgres";

/** A server with a database, as after the first apply. */
export interface StartedServer {
  readonly pod: Pod;
  stop(): Promise<void>;
}

/** Creates the database with its role, upgrades the schema, and starts the server. */
export async function startedServer(props: Omit<PodProps, "postgres">): Promise<StartedServer> {
  const postgres = await Postgres.start();
  postgres.sql("CREATE ROLE mlflow LOGIN PASSWORD 'first'");
  postgres.sql("CREATE DATABASE mlflow OWNER mlflow");
  const pod = await Pod.create({ ...props, postgres });
  pod.mountSecret("first");
  await pod.upgrade();
  await pod.start();
  return {
    pod,
    stop: async () => {
      await pod.stop();
      postgres.stop();
    },
  };
}
