import { type SentenceCase } from "./case";

const DATABASE = "aws_db_instance.main";

/** Databases that end, and how far back a backup leads. */
export const DATABASE_SENTENCES: readonly SentenceCase[] = [
  {
    before: { [DATABASE]: { deletion_protection: true } },
    lines: [
      `attention, data lost: ${DATABASE}: AWS refuses to delete the database while its deletion protection is on: the apply stops there`,
    ],
  },
  {
    before: { [DATABASE]: { skip_final_snapshot: true, delete_automated_backups: false } },
    lines: [`attention, data lost: ${DATABASE}: the database is deleted with its data, without a snapshot`],
  },
  {
    before: { [DATABASE]: { final_snapshot_identifier: "last" } },
    lines: [
      `attention, data lost: ${DATABASE}: the database is deleted; its data stays in the snapshot last, which must not exist before; its automated backups are deleted, too`,
    ],
  },
  {
    before: { [DATABASE]: { multi_az: false } },
    after: { [DATABASE]: { multi_az: true } },
    lines: [`info: ${DATABASE} gets a standby in another zone`],
  },
  {
    before: { [DATABASE]: { multi_az: true } },
    after: { [DATABASE]: { multi_az: false } },
    lines: [`attention: ${DATABASE} loses its standby: the database stops if its zone fails`],
  },
  {
    before: { [DATABASE]: { backup_retention_period: 30 } },
    after: { [DATABASE]: { backup_retention_period: 7 } },
    lines: [
      `attention, data lost: days for which RDS keeps automated backups of ${DATABASE}: 30 → 7; older ones are deleted`,
    ],
  },
  {
    before: { [DATABASE]: { backup_retention_period: 7 } },
    after: { [DATABASE]: { backup_retention_period: 30 } },
    lines: [`info: days for which RDS keeps automated backups of ${DATABASE}: 7 → 30`],
  },
];
