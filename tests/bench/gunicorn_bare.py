"""gunicorn's settings for what is measured without the product's own: the empty page, a bare start."""

preload_app = True
timeout = 60
loglevel = "warning"
control_socket_disable = True
