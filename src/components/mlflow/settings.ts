import { z } from "zod";
import { expects } from "../../config/loader/expects";
import { dnsName } from "../../config/schema/values";

/** Classes of RDS that run PostgreSQL: burstable, general purpose and with more memory. */
const CLASS = /^db\.[a-z]\d[a-z0-9]*\.(micro|small|medium|large|\d*xlarge)$/;

const database = z
  .strictObject({
    instanceClass: z
      .string()
      .regex(CLASS, expects("a class of RDS, such as db.t4g.small", "write the class with db. and its size"))
      .default("db.t4g.small")
      .describe("Class of the RDS instance. A change restarts the database in its maintenance window."),
    storageGiB: z
      .int()
      .min(20)
      .max(16_384)
      .default(20)
      .describe("Storage of the database in GiB. RDS can only raise it. Artifacts are not in it."),
    multiAz: z
      .boolean()
      .default(true)
      .describe("A standby in another zone, to which RDS changes if the zone fails. It doubles the price."),
    backupDays: z
      .int()
      .min(1)
      .max(35)
      .default(14)
      .describe("Days to any second of which the database can be restored."),
    deletionProtection: z
      .boolean()
      .default(true)
      .describe("AWS refuses to delete the database. Set it to false and apply, before you remove the part."),
  })
  .prefault({})
  .describe("The PostgreSQL database of runs, metrics and the registry.");

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
    database,
  })
  .describe(
    "MLflow tracking server and model registry in the namespace `mlflow`, with a private PostgreSQL database of Amazon RDS, and artifacts in a bucket of its own. See docs/mlflow.md.",
  );

export type MlflowSettings = z.output<typeof settings>;
