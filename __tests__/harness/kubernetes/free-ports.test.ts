import { createServer } from "node:net";
import { freePorts } from "../../support/free-ports";

describe("ports for programs that cannot choose one", () => {
  it("are different, and below those that Linux and macOS give to outgoing connections", async () => {
    const ports = await freePorts(200);

    expect(new Set(ports).size).toBe(200);
    expect(Math.max(...ports)).toBeLessThan(32_768);
  });

  it("can be listened on", async () => {
    const [port = 0] = await freePorts(1);
    const server = createServer();

    await new Promise<void>((resolve, reject) => {
      server.once("error", reject).listen(port, "127.0.0.1", resolve);
    });

    server.close();
  });
});
