export { startDemoSink } from "./demo-mailbox/start-demo-sink.ts";
