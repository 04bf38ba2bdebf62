import { z } from "../../base/zod";
import { expects } from "../../environment/expects";
import { emailAddress } from "../../environment/values";

/** The longest retention of a backup of S3, 99 years; a vault lock accepts 100 (AWS Backup developer guide, read 2026-11-22). */
const LONGEST = 36_135;

const lock = z
  .strictObject({
    minRetentionDays: z
      .int()
      .min(1)
      .max(LONGEST)
      .describe("The vault refuses backups with a shorter retention, in days. At most `retentionDays`."),
    maxRetentionDays: z
      .int()
      .min(1)
      .max(LONGEST)
      .describe("The vault refuses backups with a longer retention, in days. At least `retentionDays`."),
    permanentAfterDays: z
      .int()
      .min(3)
      .max(LONGEST)
      .optional()
      .describe(
        "Days after the apply from which nobody can remove or change the lock, AWS included (compliance mode). The vault, its bounds and its key then last until its last backup expires. Default: none, and people with the right to remove the lock can remove it (governance mode).",
      ),
  })
  .describe("Vault lock: no user can delete backups, or shorten their retention. Default: none.");

export const settings = z
  .strictObject({
    email: emailAddress().describe(
      "Recipient of failed and incomplete jobs. AWS sends a link to confirm the address.",
    ),
    time: z
      .string()
      .regex(
        /^([01]\d|2[0-3]):[0-5]\d$/,
        expects(
          'a time of 24 hours as HH:MM, such as "03:00"',
          "write four digits in quotes, from 00:00 to 23:59",
        ),
      )
      .default("03:00")
      .describe('Time in UTC after which the daily backup starts, as `"HH:MM"`.'),
    retentionDays: z
      .int()
      .min(7)
      .max(LONGEST)
      .default(35)
      .describe(
        "Days after which a backup is deleted. AWS advises at least a week, since shorter ones cost more.",
      ),
    lock: lock.optional(),
  })
  .describe(
    "Backs up the cluster and the model bucket every day. AWS Backup stores the state of the cluster and volumes of the EBS and EFS CSI add-ons, not images and not the network. See docs/parts/backups.md.",
  );

export type BackupsSettings = z.output<typeof settings>;
