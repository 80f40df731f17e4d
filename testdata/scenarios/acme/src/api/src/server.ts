import { createServer } from "node:http";
import { WebSocketServer } from "ws";
import { applyWSSHandler } from "@trpc/server/adapters/ws";
import { appRouter, createContext, handler } from "./router";

const server = createServer(handler);
const wss = new WebSocketServer({ server });
applyWSSHandler({ wss, router: appRouter, createContext });

// Behind two proxies of the load balancer this would be too trusting.
export const clientAddress = (headers: Record<string, string | undefined>) =>
  headers["fly-client-ip"] ?? headers["x-forwarded-for"] ?? "";

server.listen(Number(process.env.PORT ?? 8080), "0.0.0.0");
