// Shows what was pushed, and opens our page when it is pressed.
"use strict";
self.addEventListener("push", (event) => {
  const note = event.data ? event.data.json() : { title: "A recall may concern you", body: "", url: "/items" };
  event.waitUntil(
    self.registration.showNotification(note.title, {
      body: note.body,
      tag: note.tag,
      data: { url: note.url },
      requireInteraction: true,
    }),
  );
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const address = new URL(event.notification.data.url || "/items", self.location.origin);
  // Only pages of our own are ever opened.
  event.waitUntil(self.clients.openWindow(address.origin === self.location.origin ? address.href : "/items"));
});
