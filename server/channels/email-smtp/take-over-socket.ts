import type { Socket } from "node:net";
import type SMTPConnection from "nodemailer/lib/smtp-connection";
import type { SmtpExtensions } from "./envelope.rules.ts";

/**
 * Private to nodemailer 10.6.0, read in this file only. package.json pins that version, and a test fails when another one
 * is installed: read its smtp-connection again before the pin moves.
 */
interface Inside {
  _socket: Socket | false | null;
  _onSocketData: (chunk: Buffer) => void;
  _onSocketError: (error: Error) => void;
  _onConnectionSocketError: (error: Error) => void;
  _onSocketClose: () => void;
  _onSocketEnd: () => void;
  _onSocketTimeout: () => void;
  _supportedExtensions: string[];
  _maxAllowedSize: number;
  _remainder: string;
  _responseQueue: string[];
  _destroyed: boolean;
}

export interface TakenSocket {
  socket: Socket;
  offered: SmtpExtensions;
}

/**
 * The socket of a connection that is signed in and has nothing under way; nodemailer never touches it again. Undefined when
 * the server went away, or said something that nobody asked for.
 */
export function takeOverSocket(smtp: SMTPConnection): TakenSocket | undefined {
  const inside = smtp as unknown as Inside;
  const { _socket: socket } = inside;
  if (!socket || socket.destroyed || inside._destroyed) return undefined;
  if (inside._remainder !== "" || inside._responseQueue.length > 0) return undefined;
  socket.removeListener("data", inside._onSocketData);
  socket.removeListener("error", inside._onSocketError);
  socket.removeListener("error", inside._onConnectionSocketError);
  socket.removeListener("close", inside._onSocketClose);
  socket.removeListener("end", inside._onSocketEnd);
  socket.removeListener("timeout", inside._onSocketTimeout);
  socket.setTimeout(0);
  inside._socket = null;
  const extensions = inside._supportedExtensions;
  return {
    socket,
    offered: {
      pipelining: extensions.includes("PIPELINING"),
      smtpUtf8: extensions.includes("SMTPUTF8"),
      eightBitMime: extensions.includes("8BITMIME"),
      size: extensions.includes("SIZE"),
      largestBytes: inside._maxAllowedSize,
    },
  };
}
