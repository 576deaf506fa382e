// Subscribe this browser to its push service; without script, or where it cannot, the form stays hidden.
"use strict";
(() => {
  const form = document.getElementById("push");
  if (!form || !("serviceWorker" in navigator) || !("PushManager" in window)) return;
  const status = form.querySelector("[role=status]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      if ((await Notification.requestPermission()) !== "granted") {
        status.textContent = "Your browser does not let us. Allow notifications for this site and try again.";
        return;
      }
      const registration = await navigator.serviceWorker.register(form.dataset.worker);
      await navigator.serviceWorker.ready;
      const subscription = await registration.pushManager.subscribe({
        userVisibleOnly: true,
        applicationServerKey: form.dataset.key,
      });
      form.elements.subscription.value = JSON.stringify(subscription);
      form.submit();
    } catch (error) {
      status.textContent = `That did not work: ${error.message}`;
    }
  });
})();
