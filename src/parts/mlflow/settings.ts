import { z } from "../../base/zod";
import { expects } from "../../environment/expects";
import { dnsName, kubernetesName } from "../../environment/values";
import { databaseSettingsSchema } from "../database-settings";

export const settings = z
  .strictObject({
    imageTag: z
      .string()
      .regex(
        /^(?!latest$)\w[\w.-]{0,127}$/,
        expects("a tag of at most 128 letters, digits and _ . -", "write the tag that you pushed"),
      )
      .describe(
        "Tag of the image that you build from `images/mlflow` and push to the repository of the output `mlflow_image_repository`.",
      ),
    hosts: z
      .array(dnsName())
      .default([])
      .describe(
        "Further host names of requests, of a load balancer or proxy of yours. The server answers other names with 403. The names of its Service and `localhost` are always allowed.",
      ),
    passwordDays: z
      .int()
      .min(1)
      .max(365)
      .default(7)
      .describe("Days between two rotations of the password of the database. The server goes on meanwhile."),
    uploadGiB: z
      .int()
      .min(1)
      .max(100)
      .default(5)
      .describe(
        "Disk of the node for uploads in GiB: the server stores a file there until it is in S3, so all uploads at the same time must fit.",
      ),
    promotes: z
      .array(kubernetesName(40))
      .default([])
      .describe(
        "Models of `models` whose files come from the registry. A job copies the version with the alias `production` in the registered model of the same name to `NAME/VERSION/`, every ten minutes. `bucketPrefix` of the model says which version is served.",
      ),
    database: databaseSettingsSchema("The PostgreSQL database of runs, metrics and the registry."),
  })
  .describe(
    "MLflow tracking server and model registry in the namespace `mlflow`, with a private PostgreSQL database of Amazon RDS, and artifacts in a bucket of its own. See docs/parts/mlflow.md.",
  );

export type MlflowSettings = z.output<typeof settings>;
