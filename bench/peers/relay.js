// The least that Socket.IO on Node can do for a call: rooms, signal to one, chat to all. No database, no limits.
const { createServer } = require("node:http");
const { Server } = require("socket.io");

const http = createServer((_, answer) => answer.end("ok"));
const io = new Server(http, { perMessageDeflate: false });

io.on("connection", (socket) => {
  let room;
  socket.on("join-call", (wish, ack) => {
    room = typeof wish === "string" ? wish : wish.room;
    socket.join(room);
    io.to(room).emit("user-joined", socket.id, [...(io.sockets.adapter.rooms.get(room) ?? [])]);
    ack?.({ ok: true, you: { id: socket.id } });
  });
  socket.on("signal", (to, message) => {
    if (io.sockets.adapter.rooms.get(room)?.has(to)) io.to(to).emit("signal", socket.id, message);
  });
  socket.on("chat-message", (text, sender) => io.to(room).emit("chat-message", text, sender, socket.id));
  socket.on("disconnect", () => socket.to(room).emit("user-left", socket.id));
});

http.listen(Number(process.argv[2]), "127.0.0.1");
