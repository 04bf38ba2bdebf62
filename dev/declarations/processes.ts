import { type ChildProcess } from "node:child_process";
import { type DeclarationResult } from "./score";

/** The key of a change, or the end of the work. */
export interface Question {
  /** @default - the process disconnects and ends */
  readonly key?: string;
}

export interface Answer {
  readonly key: string;
  readonly result: DeclarationResult;
}

export interface ProcessesRequest {
  /** The keys of the changes. */
  readonly keys: readonly string[];
  /** Starts a process that answers each question. Its standard error is a pipe. */
  readonly start: () => ChildProcess;
  /** Number of processes at a time. */
  readonly atOnce: number;
  /**
   * Number of tries after which a process gets no more changes, and another one follows it: the framework keeps every
   * construct and token of a synth until the process ends.
   */
  readonly triesEach: number;
  /** Receives what the processes print to standard error. */
  readonly say: (text: string) => void;
  /** Receives the number of finished changes and of all changes. @default - none */
  readonly progress?: (done: number, all: number) => void;
}

/** The result of each change, in the order of the keys. A process that fails ends the others too. */
export async function resultsOfProcesses(request: ProcessesRequest): Promise<DeclarationResult[]> {
  const { keys, atOnce, progress } = request;
  const results = new Map<string, DeclarationResult>();
  const waiting = keys.values();
  const running = new Set<ChildProcess>();
  const next = (): string | undefined => waiting.next().value;
  const received = ({ key, result }: Answer): void => {
    results.set(key, result);
    progress?.(results.size, keys.length);
  };
  const oneAfterAnother = async (): Promise<void> => {
    for (let key = next(); key !== undefined; key = next()) {
      const child = request.start();
      running.add(child);
      await questioned(child, key, { ...request, next, received });
      running.delete(child);
    }
  };
  progress?.(0, keys.length);
  try {
    await Promise.all(Array.from({ length: atOnce }, oneAfterAnother));
  } finally {
    for (const child of running) child.kill();
  }
  return keys.map((key) => {
    const result = results.get(key);
    if (!result) throw new Error(`no process has answered ${key}`);
    return result;
  });
}

interface Questions extends Pick<ProcessesRequest, "triesEach" | "say"> {
  /** The next key; undefined after the last one. */
  readonly next: () => string | undefined;
  readonly received: (answer: Answer) => void;
}

/** Asks one process, until it has made its tries or no key is left, and waits for its end. */
function questioned(
  child: ChildProcess,
  first: string,
  { triesEach, say, next, received }: Questions,
): Promise<void> {
  let asked: string | undefined = first;
  let tries = 0;
  return new Promise((resolve, reject) => {
    child.stderr?.setEncoding("utf8").on("data", say);
    child.on("error", reject);
    child.on("message", (answer: Answer) => {
      if (answer.key !== asked) return reject(new Error(`got the answer of ${answer.key}, asked ${asked}`));
      received(answer);
      tries += answer.result.tries;
      asked = tries < triesEach ? next() : undefined;
      // The process disconnects itself: where this one does, Node.js reports no "close".
      child.send(asked === undefined ? {} : { key: asked });
    });
    child.on("close", (code, signal) => {
      if (code === 0 && asked === undefined) return resolve();
      const end = signal === null ? `with exit status ${code}` : `by signal ${signal}`;
      reject(
        new Error(`a process ended ${end}${asked === undefined ? "" : `, without an answer of ${asked}`}`),
      );
    });
    child.send({ key: first });
  });
}
