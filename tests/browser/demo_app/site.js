function welcome(user) {
  document.getElementById('who').textContent = JSON.stringify(user);
}
