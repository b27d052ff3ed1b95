"""Thanks: what a colleague did and what it led to, told to her; she alone may show it to her team."""
