import { z } from "../base/zod";
import { expects } from "../environment/expects";
import { formulas } from "../terraform/formulas";

/** Classes of RDS: burstable, general purpose and with more memory. */
const CLASS = /^db\.[a-z]\d[a-z0-9]*\.(micro|small|medium|large|\d*xlarge)$/;

/** GiB that RDS may add to the storage by default. */
const GROWTH_GIB = 80;

/** GiB that RDS may add to the storage of a database. RDS refuses less than a tenth of its size. */
export const storageGrowth = ({ storageGiB, growthGiB }: DatabaseSettings): number =>
  growthGiB ?? formulas.number(`max(${GROWTH_GIB}, ceil({gib} / 10))`, { gib: storageGiB });

export type DatabaseSettings = z.output<ReturnType<typeof databaseSettingsSchema>>;

/** Settings of the database of a part. */
export const databaseSettingsSchema = (description: string) =>
  z
    .strictObject({
      instanceClass: z
        .string()
        .regex(
          CLASS,
          expects("a class of RDS, such as db.t4g.small", "write the class with db. and its size"),
        )
        .default("db.t4g.small")
        .describe("Class of the RDS instance. A change restarts the database in its maintenance window."),
      storageGiB: z
        .int()
        .min(20)
        .max(16_384)
        .default(20)
        .describe("Storage of the database in GiB. RDS can only raise it. Artifacts are not in it."),
      growthGiB: z
        .int()
        .min(0)
        .max(49_152)
        .optional()
        .describe(
          "GiB that RDS may add to `storageGiB` before the storage is full, which are billed from then on; at least a tenth of `storageGiB`. 0 lets it never grow: a full database accepts no data. Default: 80, or a tenth of `storageGiB` if that is more.",
        ),
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
        .describe(
          "AWS refuses to delete the database (RDS API, read 2026-11-24). Set it to false and apply, before you remove the part.",
        ),
    })
    .refine(
      ({ storageGiB, growthGiB }) =>
        growthGiB === undefined || growthGiB === 0 || growthGiB * 10 >= storageGiB,
      {
        path: ["growthGiB"],
        ...expects(
          "0, or at least a tenth of storageGiB, since RDS refuses less",
          "raise growthGiB, or write 0",
        ),
      },
    )
    .prefault({})
    .describe(description);
