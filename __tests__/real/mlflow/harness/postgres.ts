import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../../support/free-ports";

const DEBIAN = "/usr/lib/postgresql";

/** Folder of the programs of the newest PostgreSQL. */
export function postgresPrograms(): string {
  const versions = existsSync(DEBIAN)
    ? readdirSync(DEBIAN)
        .map(Number)
        .sort((a, b) => b - a)
    : [];
  const found = versions
    .map((version) => join(DEBIAN, String(version), "bin"))
    .find((bin) => existsSync(join(bin, "initdb")));
  if (found === undefined) {
    throw new Error(
      "npm run test:mlflow needs the package postgresql of Debian or Ubuntu: apt-get install postgresql",
    );
  }
  return found;
}

/** PostgreSQL refuses to run as root. */
const asServer = (program: string, args: readonly string[]): string => {
  const isRoot = process.getuid?.() === 0;
  const [first = "", ...rest] = isRoot
    ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", program, ...args]
    : [program, ...args];
  return execFileSync(first, rest, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], cwd: "/" });
};

/** A database server on the loopback interface that, as RDS with `rds.force_ssl`, accepts connections with TLS only. */
export class Postgres {
  private constructor(
    private readonly programs: string,
    private readonly data: string,
    private readonly socket: string,
    readonly port: number,
    /** Certificate authority of the server, for `localhost`. */
    readonly authority: string,
  ) {}

  static async start(): Promise<Postgres> {
    const programs = postgresPrograms();
    const folder = mkdtempSync(join(tmpdir(), "postgres-"));
    chmodSync(folder, 0o777);
    const data = join(folder, "data");
    asServer(join(programs, "initdb"), [
      "-D",
      data,
      "-U",
      "postgres",
      "-A",
      "trust",
      "-E",
      "UTF8",
      "--no-sync",
    ]);
    const port = await freePort();
    const certificates = join(folder, "certificates");
    mkdirSync(certificates);
    const file = (name: string): string => join(certificates, name);
    execFileSync(
      "openssl",
      [
        ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"],
        ...[
          "-addext",
          "subjectAltName=DNS:localhost",
          "-keyout",
          file("server.key"),
          "-out",
          file("server.crt"),
        ],
      ],
      { stdio: "ignore" },
    );
    // The server reads a key that only its user can read, so its user gets a copy.
    chmodSync(file("server.key"), 0o644);
    asServer("install", ["-m", "600", file("server.key"), join(data, "server.key")]);
    asServer("install", ["-m", "600", file("server.crt"), join(data, "server.crt")]);
    const settings = [
      `port = ${port}`,
      "listen_addresses = '127.0.0.1'",
      `unix_socket_directories = '${folder}'`,
      "ssl = on",
    ];
    const access = ["local all postgres trust", "hostssl all all 127.0.0.1/32 scram-sha-256"];
    const staged = { "postgresql.auto.conf": settings, "pg_hba.conf": access };
    for (const [name, lines] of Object.entries(staged)) {
      writeFileSync(join(folder, name), `${lines.join("\n")}\n`);
      asServer("install", ["-m", "600", join(folder, name), join(data, name)]);
    }
    asServer(join(programs, "pg_ctl"), ["-D", data, "-w", "-l", join(folder, "log"), "start"]);
    return new Postgres(programs, data, folder, port, file("server.crt"));
  }

  /** Runs SQL as the superuser, through the socket. */
  sql(statement: string, database = "postgres"): string {
    return execFileSync(
      join(this.programs, "psql"),
      [
        "-h",
        this.socket,
        "-p",
        String(this.port),
        "-U",
        "postgres",
        "-d",
        database,
        "-AtXq",
        "-c",
        statement,
      ],
      { encoding: "utf8" },
    ).trim();
  }

  log(): string {
    return readFileSync(join(this.socket, "log"), "utf8");
  }

  stop(): void {
    asServer(join(this.programs, "pg_ctl"), ["-D", this.data, "-m", "immediate", "-w", "stop"]);
  }
}
